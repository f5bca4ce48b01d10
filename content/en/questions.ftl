### The questions: what is asked, what can be answered, and how an answer is told back.
###
### q-<question>    the full question, as the rules mean it
### .line           for danger signs: the same as a statement of at most nine words that can be ticked.
###                 It stands alone, since the result repeats it as a reason.
### .hint           help with the question, where it needs some
### .low .high      the words at the two ends of a scale from 0 to 10
### .told           the question as a part of a sentence, to come after "You told us: "
### .opt-<code>     the label of an answer; units are never in the words
###
### A number and its unit are joined by a no-break space. On the safety screens only headings,
### intros and lines are open to the eye, so every word of them counts: a test holds the sum.

## Start

q-intent = What brings you here?
    .told = what brings you here
    .opt-now = I have a cramp right now
    .opt-recent = I had a cramp recently
    .opt-recurrent = My cramps keep coming back
    .opt-prevent = I want to prevent cramps

q-for-whom = Who is it for?
    .told = who it is about
    .opt-self = Myself
    .opt-other = Someone else

q-age = Your age?
    .told = the age
    .opt-under-16 = Under 16
    .opt-16-39 = 16 to 39
    .opt-40-59 = 40 to 59
    .opt-60-plus = 60 or over

q-pregnant = Pregnant, or a baby in the last 6 weeks?
    .told = pregnancy, or a birth in the last 6 weeks
    .opt-pregnant = Pregnant
    .opt-postpartum-6w = Had a baby
    .opt-no = No
    .opt-not-sure = Not sure

## Block A: is the person safe right now?
##
## group-a-mind      rf-collapse rf-confused rf-breath-chest rf-stroke rf-heartbeat
## group-a-body      rf-hot-skin rf-vomit rf-whole-body-cramp rf-jaw rf-poison
## group-a-exercise  rf-heat-sick rf-heat-30 rf-bad-headache rf-puffy rf-stimulant

block-a = Is the person safe?
    .intro = Tick what fits.

group-a-mind = Mind, heart, breathing
group-a-body = Body
group-a-exercise = Exercise, drugs

q-rf-collapse = Has the person passed out, had a fit, or stopped answering you?
    .line = Passed out, a fit, or not answering
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-confused = Is the person muddled, very sleepy, acting oddly, or walking as if drunk?
    .line = Muddled, very sleepy, or acting oddly
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-breath-chest = Is there chest pain, trouble breathing that rest does not settle, or coughing up blood?
    .line = Chest pain, breathless at rest, coughing blood
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-stroke = Has one side of the face suddenly dropped, is speech suddenly slurred, or is one arm or leg suddenly weak?
    .line = Suddenly dropped face, slurred speech, weak limb
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-heartbeat = While resting, is your heart racing, thumping or missing beats?
    .line = Resting heart races, thumps or skips
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-heat-sick = Did heat make you ill (dizzy, sick, bad headache, very hot) during or after exercise?
    .line = Ill from heat and exercise
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-heat-30 = Do you still feel ill after 30 minutes of rest in a cool place with cool, wet skin?
    .line = Still ill after 30 minutes’ cool rest
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-hot-skin = Is the skin very hot, or is a measured temperature 40 °C (104 °F) or more?
    .line = Very hot skin, or 40 °C (104 °F) upwards
    .hint = Home readings are often too low after exercise. If the skin feels very hot, answer yes.
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-vomit = Are you being sick again and again, or unable to keep drinks down?
    .line = Repeatedly sick, or keeping nothing down
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-bad-headache = Is there a bad headache that began during or after long exercise?
    .line = Bad headache since long exercise
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-puffy = After long exercise, do your hands, face or belly feel puffy or bloated?
    .line = Puffy or bloated since long exercise
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-whole-body-cramp = Are cramps spreading to your arms, belly or back, and do you feel ill?
    .line = Ill, and cramps spread beyond legs
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-jaw = Is your jaw tight or hard to open, or are there spasms all over the body?
    .line = Tight jaw, or spasms all over
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-poison = Did the cramps start after a dirty wound, a bite or sting, or a poison such as lead or weed killer?
    .line = Cramps since dirty wound, bite, sting, poison
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-stimulant = Do you feel hot, stiff, shaky or very ill after cocaine, ecstasy, speed or a lot of caffeine in the last day?
    .line = Ill after cocaine, ecstasy, speed, much caffeine
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

## Block B: danger signs in the leg
##
## group-b-leg    rf-cold-pale rf-numb-dead rf-tight rf-deformed
## group-b-nerve  rf-saddle rf-back-both rf-weak-fast rf-foot-drop
## group-b-skin   rf-flesh rf-red-hot rf-fever rf-vein-bleed rf-vein-hard

block-b = Leg danger signs
    .intro = Compare both legs.

group-b-leg = Leg
group-b-nerve = Nerves
group-b-skin = Skin

q-rf-cold-pale = Did the foot or leg suddenly turn cold, pale, blue or patchy?
    .line = Leg suddenly cold, pale, blue, patchy
    .hint = Feel for cold first, and compare with the other foot. A change of colour can be hard to see on brown or black skin.
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-numb-dead = Has the leg or foot suddenly gone numb, or can you not move it, even between cramps?
    .line = Suddenly numb, or cannot move between cramps
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-tight = Is part of the leg rock-hard and swollen, with very bad pain that does not ease and gets worse even at rest?
    .line = Rock-hard, swollen, bad pain even at rest
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-saddle = Is the skin between your legs or round your bottom numb, or is there new trouble peeing, pooing or with sex?
    .line = Numb between legs, new toilet or sex trouble
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-back-both = Do you have back pain with pain, numbness or weakness down both legs?
    .line = Back pain, both legs sore, numb, weak
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-weak-fast = Have both legs got weaker over hours or days, or can you not stand or walk because they are weak (not because it hurts)?
    .line = Both legs newly weak, not just sore
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-foot-drop = Is it new that you cannot lift the front of your foot, so it slaps or trips you?
    .line = Foot newly slaps or trips
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-flesh = Is there a red, purple or grey patch, blister or wound that hurts far more than it should, or that spreads fast with fever?
    .line = Wound or patch, extremely painful or spreading
    .hint = Heat, swelling and strong pain count, whatever the colour of your skin.
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-red-hot = Is an area of skin hot and swollen, and red or darker than usual?
    .line = Hot, swollen, red or darker skin
    .hint = Feel for heat and swelling first. A change of colour can be hard to see on brown or black skin.
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-fever = Do you have a fever (38 °C / 100.4 °F or more) with the leg pain?
    .line = Fever, from 38 °C (100.4 °F)
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-vein-bleed = Is a bulging vein on the leg bleeding?
    .line = Bleeding leg vein
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-vein-hard = Is there a hard, sore, lumpy vein under the skin?
    .line = Hard, sore, lumpy vein
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-deformed = After an injury, is the leg bent, numb, cold or a new shape, or did a bone crack?
    .line = Injured leg bent, numb, cold or cracked
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

## Block C: signs of a clot
##
## group-c-leg   rf-swollen-one rf-calf-constant calf-48h rf-worse-again rf-preg-leg
## group-c-risk  clot-risk

block-c = Signs of a clot

group-c-leg = One leg
group-c-risk = Risks

q-rf-swollen-one = Is one calf or leg more swollen than the other?
    .line = One swollen calf or leg
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-calf-constant = Is there an ache in one calf or thigh that is there all the time, not just in short cramps?
    .line = Constant ache in one calf or thigh
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-calf-48h = Has that ache gone on for 48 hours or more without getting better?
    .line = Ache for 48 hours, not improving
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-worse-again = Did calf pain get better, then come back or get worse days later?
    .line = Calf pain eased, then returned
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-preg-leg = Are you pregnant, or have you had a baby in the last 6 weeks, with swelling, warmth or lasting pain in one leg (not only short cramps)?
    .line = Pregnancy or birth, one leg swollen or aching
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-clot-risk = Do any of these apply?
    .line = Clot risk
    .told = what can raise the risk of a clot
    .opt-bed-3d = In bed 3 days or more lately
    .opt-surgery-12w = An operation in the last 12 weeks
    .opt-cast = The leg in plaster, in a boot or paralysed
    .opt-cancer-6m = Cancer, treated now or in the last 6 months
    .opt-prev-clot = A blood clot before
    .opt-oestrogen = Pill, patch, ring or HRT with oestrogen
    .opt-travel-4h-8w = A journey of over 4 hours in the last 8 weeks
    .opt-leg-injury-6w = An injury to that leg in the last 6 weeks
    .opt-none = None of these
    .opt-not-sure = Not sure
    .hint = Oestrogen is a hormone. It is in many birth control pills, and in HRT, the hormone treatment for menopause.

## Block D: muscle damage
##
## group-d-muscle  rf-brown-urine rf-low-urine rf-pain-beyond rf-locked
## group-d-injury  rf-pop rf-no-push rf-no-weight injury-72h rf-thinner-blow
## group-d-weak    rf-legs-gave-way rf-sickle-pain rf-tetany tetany-airway

block-d = Muscle damage

group-d-muscle = Pee, muscle
group-d-injury = Injury
group-d-weak = Weakness

q-rf-brown-urine = Is your pee brown, red, or the colour of cola or tea? (Dark yellow does not count.)
    .line = Brown, red, cola or tea-coloured pee
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-low-urine = Have you passed very little pee, or none, in 12 hours?
    .line = Hardly any pee for 12 hours
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-pain-beyond = In the 3 days after hard or new exercise, is it far worse than normal soreness? (Very sore, swollen or weak; you cannot bend the knee or use stairs.)
    .line = Soreness far beyond normal after exercise
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-locked = Has the muscle stayed locked hard for over 10 minutes, even with a gentle stretch?
    .line = Locked hard over 10 minutes
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-pop = Did you feel a sudden pop or snap, or feel kicked in the back of the leg?
    .line = Felt a pop, snap, kick
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-no-push = Standing on that leg only, can you not rise on your toes or push off?
    .line = Cannot tiptoe or push off
    .hint = Only think back to what you have noticed. There is no need to try it now.
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-no-weight = Is it too painful or weak to take four steps?
    .line = Cannot take four steps
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-thinner-blow = Did you take a hard knock to the muscle while on blood thinners or with a bleeding problem?
    .line = Hard knock, with blood thinners or bleeding problem
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-legs-gave-way = Soon after a hard effort began, did your legs go weak and you sank down, still awake, with soft muscles?
    .line = Legs gave way early in hard effort
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-sickle-pain = Do you have sickle cell disease and bad pain now? Or sickle trait and pain or weakness that rest has not settled?
    .line = Sickle cell, with bad pain or weakness
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-tetany = Is there tingling round your mouth or fingers with hands or feet curling into a cramp?
    .line = Tingling mouth or fingers, curling hands or feet
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-tetany-airway = Is there also a fit, a tight throat or noisy breathing, or have you ever had neck or thyroid surgery?
    .line = Fit, tight throat, noisy breath, neck surgery
    .hint = The thyroid is a gland at the front of the neck.
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-injury-72h = Was there a hard knock, a strain, a bruise or a dent in the last 72 hours?
    .line = Knock, strain, bruise, dent within 72 hours
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

## Block E: slower dangers
##
## group-e-walk   rf-claudication claudication-recent rf-rest-pain rf-every-run every-run-numb rf-first-minutes
## group-e-nerve  rf-wasting rf-bulbar rf-numb-feet rf-bone rf-frequent
## group-e-ill    rf-statin-muscle rf-preeclampsia rf-diabetes-ill rf-kidney-weak rf-liver-ill rf-weight-loss rf-swollen-both symptoms

block-e = Slower dangers

group-e-walk = Walking, running
group-e-nerve = Nerves
group-e-ill = Illness

q-rf-claudication = Does walking bring on leg pain that stops within 10 minutes of standing still?
    .line = Walking pain that standing stops
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-claudication-recent = Did it begin, or did the distance get much shorter, in the last 2 weeks?
    .line = Began or worsened within 2 weeks
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-rest-pain = Is there night pain in the foot that eases when the leg hangs down, or a foot sore that will not heal?
    .line = Night foot pain, or unhealing sore
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-wasting = Over weeks or months, is a leg or arm getting weaker or thinner, or do you trip more?
    .line = Limb slowly weaker or thinner
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-bulbar = Is it new, and slowly getting worse, that you choke on food, slur words, or get breathless lying flat?
    .line = Slowly worse choking, slurring or breathing
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-statin-muscle = Do you take a statin (a cholesterol tablet) and have new muscle pain or weakness with no clear cause?
    .line = Statin, new muscle pain or weakness
    .opt-yes = Yes, pain or weakness
    .opt-cramps-only = Only short, typical cramps that go away fully
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-preeclampsia = Pregnant or just had a baby: is there a bad headache, blurred sight, pain under the ribs, or a suddenly puffy face, hands or feet?
    .line = Pregnant: bad headache, blurred sight, puffy
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-diabetes-ill = Are you very thirsty, peeing a lot, and losing weight or feeling sick?
    .line = Very thirsty, peeing lots, unwell
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-kidney-weak = Do you have kidney failure or dialysis, and feel weak or have missed a session?
    .line = Kidney failure, weak or missed dialysis
    .hint = Dialysis is treatment with a machine or fluid that cleans the blood.
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-liver-ill = Do you have liver disease with yellow skin, a swollen belly or a muddled mind?
    .line = Liver disease, yellow, swollen or muddled
    .hint = Yellow is easiest to see in the whites of the eyes, whatever the colour of your skin.
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-every-run = Does the same tight, sore or numb feeling come on in every run and fade within 30 minutes of stopping?
    .line = Same leg trouble every run
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-every-run-numb = Does numbness or weakness last over 30 minutes after stopping?
    .line = Numb or weak over 30 minutes
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-first-minutes = Since you were young, do muscles hurt or lock in the first minutes of effort, then ease if you slow down?
    .line = Since young, first minutes hurt
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-bone = Is there one spot on the bone that hurts to press, at night, or when you hop?
    .line = One sore spot on bone
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-weight-loss = Have you lost weight without trying, or do you have night sweats, or a past cancer?
    .line = Weight loss, night sweats, past cancer
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-swollen-both = Are both legs newly swollen?
    .line = Both legs newly swollen
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-numb-feet = Do your feet stay numb, burning or tingly?
    .line = Numb, burning or tingly feet
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-rf-frequent = Do cramps come 3 or more times a week, often wake you, or persist after 4 weeks of self-care?
    .line = Cramps 3 times weekly, or often waking
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-symptoms = Do you notice any of these now?
    .line = Noticed now
    .told = what you notice now
    .opt-faint = Faint
    .opt-nausea = Feeling sick
    .opt-diarrhoea = Loose poo many times
    .opt-numb = Numb or tingling part
    .opt-muscle-pain = Muscle pain or tenderness
    .opt-weak-after = Weakness that stays after cramp
    .opt-breathless-walk = Breathless walking or lying flat
    .opt-toe-move-pain = Very bad pain when toes are gently moved
    .opt-none = None of these
    .opt-not-sure = Not sure

## The cramp

q-site = Where is the cramp?
    .told = where it is
    .opt-calf = Calf
    .opt-shin = Shin
    .opt-foot = Foot or toes
    .opt-thigh-back = Back of thigh
    .opt-thigh-front = Front of thigh
    .opt-inner-thigh = Inner thigh or groin
    .opt-hip-front = Front of hip
    .opt-buttock = Buttock
    .opt-arms-or-hands = Arms or hands
    .opt-trunk = Belly or back

q-side = Which leg is it?
    .told = which leg it is
    .opt-one = Always the same leg
    .opt-either = Either leg, in turn
    .opt-both = Both legs together

q-when = When does it happen?
    .told = when it happens
    .opt-during-exercise = During exercise
    .opt-just-after = Within an hour after
    .opt-hours-after = Later that day or the next
    .opt-days-after = 2 or 3 days after
    .opt-night = At night in bed
    .opt-rest-day = Sitting or standing by day
    .opt-walking-distance = After walking about the same distance
    .opt-any-time = Any time

q-onset = How does it start?
    .told = how it starts
    .opt-sudden = Suddenly
    .opt-gradual = Slowly

q-lasts = How long does it last?
    .told = how long it lasts
    .opt-seconds = Seconds
    .opt-minutes = Up to 10 minutes
    .opt-under-hour = 10 to 60 minutes
    .opt-over-hour = Over an hour, or always

q-feel = What does it feel like?
    .told = what it feels like
    .opt-hard-knot = A hard knot
    .opt-tightening = Tight
    .opt-aching = A dull ache
    .opt-burning = Burning
    .opt-sharp = Sharp, like being hit
    .opt-pins-and-needles = Pins and needles
    .opt-urge-to-move = Urge to move, no hard muscle
    .opt-twitching = Twitching under the skin

q-stretch-helps = Does a gentle stretch help?
    .told = whether a gentle stretch helps
    .opt-quickly = Within a minute or two
    .opt-partly = A little
    .opt-no = No
    .opt-worse = Makes it worse
    .opt-not-tried = Not tried

q-rest-helps = What happens when you stop?
    .told = what happens when you stop
    .opt-minutes = It goes within 10 minutes of standing still
    .opt-half-hour = It takes 10 to 60 minutes
    .opt-sit-or-bend = Only when I sit or bend forward
    .opt-hours = It takes an hour or more
    .opt-no = Stopping makes no difference

q-second-wind = If you slow down and carry on, does it get easier after some minutes?
    .told = whether it gets easier when you slow down and carry on
    .opt-yes = Yes
    .opt-no = No
    .opt-unsure = Not sure

q-severity = How bad is it at its worst?
    .told = how bad it is at its worst
    .low = No pain
    .high = Worst pain there is

q-pain-after-hour = An hour after the cramp stopped, was the pain still 8 or more out of 10?
    .told = whether the pain was still 8 or more an hour later
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-frequency = How often?
    .told = how often cramps come
    .opt-first = First time
    .opt-rarely = Less than monthly
    .opt-monthly = Every month
    .opt-weekly = Every week
    .opt-most-days = Most days

q-trend = Over the last weeks, how has it changed?
    .told = how it has changed over the last weeks
    .opt-better = Getting better
    .opt-same = The same
    .opt-worse = Getting worse

## The exercise

q-last-exercise = Your last long, hard or new exercise?
    .hint = Hard: you could speak only a few words. New: your legs were not used to it.
    .told = when you last did long, hard or new exercise
    .opt-today = Today or yesterday
    .opt-week = Last 7 days
    .opt-longer = Longer ago, or none

q-activity = What were you doing?
    .told = what you were doing
    .opt-run = Running
    .opt-cycle = Cycling
    .opt-swim = Swimming
    .opt-triathlon = Triathlon
    .opt-team-sport = Football or team sport
    .opt-racket = Tennis or racket sport
    .opt-strength = Strength training
    .opt-hike-walk = Walking or hiking
    .opt-dance-gym = Dance or gymnastics
    .opt-other = Something else

q-session-minutes = How long was it?
    .told = how long the session was

q-effort = How hard was it?
    .told = how hard it was
    .low = Like resting
    .high = As hard as I can

q-cramp-point = When did it start?
    .told = when in the session it started
    .opt-early = First third
    .opt-middle = Middle
    .opt-late = Last third
    .opt-after = After I stopped

q-load-change = This week, beside the last four?
    .told = how this week compared with the four before
    .opt-less = Lighter
    .opt-same = About the same
    .opt-more = Up to a third more
    .opt-much-more = More than a third more
    .opt-unsure = Not sure

q-unaccustomed = Was anything new or harder than usual?
    .told = what was new or harder than usual
    .opt-new-activity = New activity
    .opt-faster = Faster
    .opt-longer = Longer
    .opt-downhill = Downhill
    .opt-jumping = Jumping or sprinting
    .opt-heavy-load = Heavier weights
    .opt-new-equipment = New shoes or equipment
    .opt-after-break = First after a break
    .opt-race = Race or match
    .opt-none = None of these

q-shortened = Was the muscle tightened while already short, such as with toes pointed?
    .told = whether the muscle was already short when it tightened
    .opt-yes = Yes
    .opt-no = No
    .opt-unsure = Not sure

q-warm-up = Did you warm up?
    .told = how you warmed up
    .opt-none = No
    .opt-short = A little
    .opt-full = 10 minutes or more

q-conditions = How warm was it?
    .told = how warm it was
    .opt-cold = Cold
    .opt-mild = Mild
    .opt-warm = Warm
    .opt-hot = Hot
    .opt-hot-humid = Hot and humid
    .opt-indoor = Indoors

q-acclimatised = Had you trained in that heat for 10 days or more?
    .told = whether you had trained in that heat for 10 days or more
    .opt-yes = Yes
    .opt-no = No

q-sweat = How much did you sweat?
    .told = how much you sweated
    .opt-light = A little
    .opt-moderate = Some
    .opt-heavy = A lot
    .opt-heavy-salty = A lot, with white salt marks

q-drink = What did you drink?
    .told = what you drank
    .opt-nothing = Nothing
    .opt-little = Less than my thirst
    .opt-to-thirst = When thirsty
    .opt-beyond-thirst = Far beyond thirst, or at every stop: mostly water
    .opt-beyond-thirst-salts = Far beyond thirst, or at every stop: with salts
    .opt-electrolyte = When thirsty, with salts

q-mass-before = What did you weigh before the session?
    .hint = Weigh yourself without clothes or in the same dry clothes both times.
    .told = your weight before the session

q-mass-after = What did you weigh after the session?
    .hint = Dry off first.
    .told = your weight after the session

q-fluid-intake = How much did you drink in the session?
    .told = how much you drank in the session

q-urine-output = How much pee did you pass in the session?
    .hint = A good guess is enough.
    .told = how much pee you passed in the session

q-fuel = How had you eaten?
    .told = how you had eaten
    .opt-fasted = Nothing for 4 hours or more
    .opt-light = A little
    .opt-normal = Normally
    .opt-carbs-during = Normally, and carbohydrate during the session
    .hint = Carbohydrate is sugar and starch: bread, fruit, gels, sweet drinks.

## About you

q-child-signs = Does the child have any of these?
    .told = signs in the child
    .opt-limp = A limp
    .opt-will-not-walk = Will not walk
    .opt-fever = Fever
    .opt-lump = A lump
    .opt-one-leg-night-pain = Pain in one leg at night
    .opt-after-flu = Calf pain after flu
    .opt-none = None of these
    .opt-not-sure = Not sure

q-sickle = Sickle cell trait or disease?
    .hint = Both are passed on in families and change the red blood cells.
    .told = sickle cell trait or disease
    .opt-yes = Yes
    .opt-tested-no = No, I was tested
    .opt-no = Not that I know
    .opt-not-sure = Not sure

q-history = Has this happened before?
    .told = what happened before
    .opt-exercise-cramps = Cramps with exercise
    .opt-night-cramps = Night cramps
    .opt-injury-same-muscle = Injury of the same muscle or tendon
    .opt-family-cramps = Cramps in my family
    .opt-family-muscle-disease = Muscle or nerve disease in my family
    .opt-none = None of these

q-medicines = Do you take any of these?
    .hint = Look how the name ends: -pril is an ACE inhibitor, -sartan a sartan, -statin a statin.
    .told = the medicines you take
    .opt-diuretic = Water tablets
    .opt-statin = Statin (for cholesterol)
    .opt-beta-agonist = Asthma or COPD inhaler
    .opt-beta-blocker = Beta blocker
    .opt-k-drug = ACE inhibitor, sartan or potassium-saving tablet
    .opt-anticoagulant = Blood thinner
    .opt-antipsychotic = Antipsychotic
    .opt-laxative = Laxatives
    .opt-other = Another regular medicine
    .opt-none = None of these
    .opt-not-sure = Not sure

q-medicine-change = Did the cramps begin within 12 weeks of starting or raising one of them?
    .told = whether cramps began within 12 weeks of starting or raising a medicine
    .opt-yes = Yes
    .opt-no = No
    .opt-not-sure = Not sure

q-conditions-known = Do you have any of these?
    .told = the illnesses you know of
    .opt-kidney = Kidney disease or dialysis
    .opt-liver = Liver disease
    .opt-thyroid = Thyroid disease
    .opt-diabetes = Diabetes
    .opt-artery = Narrowed leg arteries
    .opt-heart = Heart or stroke disease
    .opt-heart-failure = Heart failure
    .opt-high-blood-pressure = High blood pressure
    .opt-nerve-or-back = Nerve or back problem
    .opt-varicose = Varicose veins
    .opt-bleeding = Bleeding problem
    .opt-fluid-limit = Told to limit fluids
    .opt-muscle-disease = Muscle disease
    .opt-low-energy = Undereating or eating disorder
    .opt-none = None of these
    .opt-not-sure = Not sure

q-lifestyle = Which of these fit you?
    .told = your habits and last days
    .opt-alcohol = Alcohol most days, or sometimes a lot at once
    .opt-alcohol-heavy = Heavy drinking most days
    .opt-caffeine = Much coffee or energy drinks
    .opt-stimulant = Cocaine, ecstasy, speed or similar in the last day
    .opt-tobacco = Smoking
    .opt-standing = Long standing
    .opt-sitting = Long sitting
    .opt-poor-diet = Few fruits, vegetables, nuts or dairy
    .opt-low-salt = Low-salt diet
    .opt-poor-sleep = Under 6 hours’ sleep
    .opt-gut-illness = Vomiting or diarrhoea in recent days
    .opt-none = None of these
