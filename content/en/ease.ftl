### Easing a cramp that is there right now: the leg map, the danger signs before a stretch, the count, and after.

lower-calf = Lower calf
map-front = Front
map-back = Back
map-left = Left leg: { $part }
map-right = Right leg: { $part }
map-hint = Tap each place that cramps, here or in the list.

ease-where = Where is the cramp?
ease-check = Is any of this true right now?
ease-check-intro = A stretch is not safe with some of these. Tick what fits.
ease-check-leg = The leg
ease-anyway = Go on to the stretch
ease-no-stretch = Do not stretch it for now. Keep still, in a way that hurts least.
ease-assess = Do the whole self-assessment

ease-hold = Hold the stretch
ease-ease = Ease off half way
ease-done = Is it soft now?
ease-ten-minutes = Ten minutes have passed. Is it still locked?
ease-which = Hold { $n } of { $of }
ease-let-go = It let go
ease-still = Still cramping
ease-pause = Pause
ease-resume = Go on
ease-how = How to do it
ease-aids = Follow it without looking
ease-bell = Bell
ease-voice = Voice that counts
ease-buzz = Buzz
ease-others = Other things that may help
ease-depends = Some things are left out here. They depend on your health and your medicines, and nobody has asked you about those yet.

ease-after = It let go: the next hour
ease-offer = The whole self-assessment tells you what the cramp fits with and what to change. It keeps what you said so far.
ease-find-out = Find out why
ease-again = It cramps again
ease-finish = I am done
