### The words of the page itself: buttons, headings, what is kept where.
### On the first screen and on the safety screens every word counts: a test holds the sum.

## The first screen, and the plain page that stands in its place until the program is there

app-name = Crampwise
app-title = Leg cramp self-assessment
app-what = Answer some questions. See what your leg cramp fits with, what to do, and how soon to get help.
app-not = It cannot examine you, and it does not replace a doctor.
very-ill = Someone is very ill
history-link = Saved results
for-whom-name = A name for them, to keep results apart (if you like)
unfinished = You have not finished the self-assessment from { $date }.
unfinished-continue = Continue
unfinished-discard = Start fresh

too-old = This page is out of date
too-old-why = Its rules were good until { $date }. Load the page again with a network to get newer ones.

static-danger = Call your emergency number if you see one of these
static-numbers = 112, 911, 999, 000 or the number where you are.
static-relief = To ease a cramp
static-loading = The questions appear here in a moment.
static-without = If they do not, your browser could not start them. The advice on this page still holds.

## Getting about

back = Back
continue = Continue
skip = Skip
skip-page = Skip this page
skip-rest = Skip the rest
change = Change
change-what = Change: { $what }
try-again = Try again
none-of-these = None of these
none-of-the-others = None of the others
not-sure = Not sure
left-out = left out
n-left-out = { $n } left out
more-about = The full question: { $line }
follow-up-opened = One more question has opened.
about-the-other = Answer for the person you want to help.

## All questions on one page

one-page = All questions
one-page-lead = Danger signs come first. What you leave out is named on your result.
one-page-open = Answer this part first, or skip it with its button.
one-page-more = One more question, which may change your result

## Questions

about-heading = About you
health-heading = Your health
health-intro = Tick all that fit.
health-remembered = These are your answers from last time. Check that they still fit.
progress = Question { $n } of about { $total }
number-amiss = Give a number from { $min } to { $max } ({ $unit }).
units-label = Unit
unit-kg = kg
unit-lb = lb
unit-litre = L
unit-floz = fl oz
unit-minutes = minutes
out-of-ten = { $n } out of 10

## Check your answers

review-heading = Check your answers
review-intro = Change what is not right.
review-about = About you
review-safety = Danger signs
review-cramp = The cramp and the exercise
show-result = Show my result

## The result

why-heading = Why
you-told-us = You told us: { $said }
told-with = { $told }: { $answer }
told-not-sure = { $line } (not sure)
told-no = Not so: { $line }
other-reasons = More reasons to have it looked at
skipped-named = Questions you left out: { $n }
answer-skipped = Answer them now
first-aid-heading = Until help is there
by-mistake = I ticked that by mistake
region-pick = Choose a place
dial = Call { $number } ({ $region })
now-heading = What to do now
leave-heading = What to leave alone
because = Because you told us: { $said }
because-heading = Because you told us
against = What speaks against it
against-none = None of your answers speaks against it.
patterns-heading = Your answers fit best with
patterns-none = Your answers do not fit one thing well. That is common.
patterns-other = Other things to consider
factors-heading = What may have added to it
factors-intro = The strongest come first. Each one opens what is known about it.
factors-table = Show what may have added to it as a table
factors-what = What
factors-weight = How much
plan-heading = What to try first
plan-intro = Change one thing at a time, so that you can tell what helps. Nothing here can promise that cramps stay away.
plan-rest = More to try later
plan-dose = What to do
plan-why = Why
plan-caution = Take care
plan-check = How to know that it helped
water-heading = Your sweat and drink
water-gained = You were heavier after the session. That means you drank more than you lost. Too much drink can make you very ill, so drink less next time.
water-unchanged-long = Your weight stayed the same over a long session. You may have drunk a little too much. Let thirst lead you.
water-usual = You lost a little weight, which is usual and fine.
water-over-two = You lost more than 2% of your weight. Drink a little more next time, as thirst asks.
water-over-three = You lost more than 3% of your weight. Drink more often next time, in small sips.
water-over-seven = You lost more than 7% of your weight. That is a lot. See a doctor today.
water-loss = Weight lost: { $percent }%
water-rate = Sweat in an hour: about { $rate }
water-range = Drink in an hour: from { $least } up to { $most }, and never more than that
water-sodium = Salt lost in an hour, as sodium: very roughly { $low } to { $high } mg
water-limits = One session is a rough guide. Heat, pace and clothes change it.
conflicts-heading = Where sources disagree
look-again-heading = When to look again
calendar-add = Put the day to look again in my calendar
calendar-given = The file for { $date } is ready. Open it, and your calendar takes it in.
calendar-title = Look at your leg cramps again
calendar-about = Answer the questions again, and see what has changed.
for-doctor = For your doctor
exact-heading = Make this more exact
exact-leading = The answer could change what fits best.
exact-rest = The answer could add to what may have caused it.
exact-water = With all four weights and drinks, you see how much you sweat.
change-answers = Change my answers
print = Print
start-over = Start again
result-of = Result of { $date }
result-saved = This result was saved in this browser.
share = Share
shared = Sent to you
teams = Teams
keep = Keep them for good
to-coach = Send to your coach

## Against last time

then-heading = Against last time
then-tiers = Last time, on { $date }: { $then }. This time: { $now }.
then-rules = The rules have changed since. By the rules of that day it was: { $was }. Both are told here by today’s rules.
then-still = Last time we said to get help sooner than now. If nobody has seen you since, that still holds.
then-new = New this time
then-gone = Told last time, not this time
then-same = Nothing else is new.
then-reason = Reasons to get help
then-outcome = What you told about the time in between

## Did it help?

outcome-ask = Did it help?
outcome-of = You saved a result on { $date }
outcome-heading = Did it help?
outcome-since = How have your cramps been since then?
outcome-cramps = Cramps since then
outcome-gone = None any more
outcome-fewer = Fewer, or milder
outcome-same = About the same
outcome-more = More, or worse
outcome-helped = It helped
outcome-no-change = No difference
outcome-worse = It made things worse
outcome-not-tried = Not tried
outcome-save = Save this
outcome-saved = Saved with your result.
outcome-nothing = Choose an answer first. Then it can be saved.
outcome-follows = What to do next
outcome-then-gone = Good. Keep up what you changed. If cramps come back, answer the questions again.
outcome-then-fewer = Go on as you do. Look again four weeks after your result.
outcome-then-same = Give one more change its time. If cramps still come four weeks after your result, or often wake you, book a visit.
outcome-then-more = Answer the questions again today. They tell you how soon to get help.
outcome-keep = Keep up
outcome-stop = Leave out what made things worse
outcome-try = Still to try, one at a time
outcome-see = See that result
outcome-always = Is something new, or does a danger sign show? Answer the questions again. They come first.
outcome-ask-again = Answer the questions again
outcome-tell = Tell what came of it
outcome-told = Told on { $date }:
outcome-change = Change this

## The page for a doctor

doctor-code = Add a code of this result
doctor-code-about = Scan it to open this result. Whoever has this page can.
doctor-intro = Take it with you on paper, or copy it into a message.
doctor-filled = Filled in
doctor-tier = How soon to get help
doctor-cramp = The cramp
doctor-signs = Danger signs
doctor-yes = Yes
doctor-no = No
doctor-open = Left out
doctor-none = none
doctor-not-asked = not asked
doctor-health = Medicines and illnesses
doctor-held = What the page said to leave alone
doctor-tried = What was tried
doctor-sources = Sources of the reasons
doctor-about = About this summary
doctor-self = Told by the person alone. Not reviewed by a clinician.
doctor-copy = Copy as text
doctor-copied = The text is copied.
doctor-by-hand = This browser does not let the page copy. The text is marked here, so you can copy it.

## The evidence

evidence-open = How do we know?
evidence-claim = What articles say:
evidence-industry = Done or paid for by the sports-drink industry
evidence-sources = Sources
evidence-say = Articles that say it
evidence-contradict = Articles that say otherwise
evidence-coming = The rest is on its way.
next-step = The next step
next-step-missing = The next step could not be loaded. What you answered is kept here. Try again when you have a network.
evidence-missing = The rest could not be loaded. The advice on this page holds without it.

## What was saved

history-heading = Saved results
history-empty = Nothing is saved here yet.
kept-browser = Results are saved in this browser, on this device. Nobody else gets them.
kept-site = Results are saved in this browser by the site you are on. Its programs can read them.
kept-tab = Nothing is saved. Your answers are gone when you close the page.
kept-memory-refused = This browser does not let the page save anything. Your answers are gone when you close the page. Print or download what you want to keep.
kept-memory-full = There is no room left in this browser. New results are gone when you close the page. Delete old ones, or download them.
saved-at = Saved { $date }
rules-changed = The rules have changed since (then: version { $version }). At that time the result was: { $was }. Below is what today’s rules say.
half-read = A part of this result could not be read. So this shows only how soon help was needed. These parts were lost:
tier-lost = Not known
unreadable = This one cannot be read
read-not-json = This is not a file from this page, or it was cut short.
read-newer = A newer version of this page wrote this. Load the page again to read it.
read-damaged = It is damaged. It stays here, so that nothing is lost.
delete = Delete
delete-what = Delete: { $what }
delete-all = Delete all
deleted = Deleted.
undo = Bring it back
download = Download all
download-refused = This browser did not let the file be saved.
restore = Bring back from a file
restored = Brought back: { $added }. Here already: { $there }. Not readable: { $lost }.
restored-cut = The file ends too early, so some may be missing.
restore-failed = That file could not be read.

## At the foot of each screen

foot-label = About this page
rules-version = Rules { $version }, { $date }
where-link = Where is my data?
seen-link = Already seen by someone?
report-link = Found an error?
where-no-sending = The self-assessment sends your answers to nobody. It sets no cookies and counts no visits.
where-who-can-see = Others who use this device and this browser can see what is saved here.
where-clearing = Browsers can clear saved pages after a while. Download what you want to keep.
report-how = Tell the people who run this page. Say what you read, what you think is wrong, and the rules version below.
report-urgent = Do not wait for a reply if you feel ill. Get help as you would without this page.

## What would change a result

differ-heading = What would change this
differ-intro = One thing at a time, with all else as it is.
differ-tier-stays = How soon to get help stays the same: { $tier }.
differ-if = If “{ $told }” were “{ $answer }”:
differ-gone = This would no longer count: { $factors }
differ-lighter = This would weigh less: { $factors }
differ-instead = This would count instead: { $factors }
differ-leading = Your answers would then fit best with “{ $pattern }”. { $strength }.
could-raise = (a yes could change how soon: { $tier })
