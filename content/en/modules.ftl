# The parts of a prevention plan: title, what to do, why, what to be careful about, and
# how to know that it helped. No part promises that cramps stop, and none gives an
# amount of a medicine or a supplement.

module-pace-and-start = Start slower
    .dose = Keep the first third of your session at training pace or slower. Plan a race pace that you held in training. At the first twitch, go easy for 1 to 2 minutes. That time is our starting point; no study sets it.
    .why = In studies, people who cramped went faster, or faster from the start, than people like them who did not. Slowing down has not been tested as a cure.
    .caution = If you feel ill or faint, stop. Do not just slow down.
    .check = Did the last part of your session feel easier? Note how many of your next five sessions had a cramp.

module-load-progression = Build up bit by bit
    .dose = Keep any one session no more than 10% longer than your longest in the last 30 days. Change one thing at a time. Make about every fourth week easier. After a bad cramp, take 2 to 3 easy days, then do 70% to 80% of your usual. Go back to normal over 1 to 2 weeks. The easy weeks and days are our starting points.
    .why = In a large study of runners, one much longer session went with more injuries. Tired, overloaded muscles may also cramp more.
    .caution = The proof is about running injuries, not cramps. If the muscle was hurt, get it checked before you build up.
    .check = After four weeks, are you training as you planned, with no sudden jump and fewer cramps?

module-eccentric-and-downhill = Get used to downhill
    .dose = Start with one short go a week, about 10 minutes or 2 sets. Add a little each week. Leave 48 to 72 hours before a second hard one. Do none in the 3 days before an event. These numbers are our starting points.
    .why = Downhill and slow lowering tire a muscle and make it sore. Many runners who cramp name hills.
    .caution = Stop if there is sharp pain, or if soreness grows from day to day.
    .check = Are you less sore two days after the same hill than you were at the start?

module-strength-and-endurance-of-the-muscle = Make the muscle stronger
    .dose = Train 2 to 3 days a week, with 2 to 3 sets of 8 to 15. Good ones are calf raises with a straight and a bent knee, hip bridges, split squats, hamstring bridges, side leg lifts and foot arch lifts. Work in the middle of the movement. On event days, do not squeeze hard when the muscle is fully short. The numbers are our starting points.
    .why = A stronger muscle tires later. One athlete stopped cramping after hip training, but no trial has tested it.
    .caution = Stop with sharp pain. If you are new to lifting, get someone to show you how.
    .check = After six weeks, can you do more with the same muscle before it tires? Are cramps in it less frequent?

module-warm-up = Warm up first
    .dose = Go easy for 5 to 10 minutes. Then do 3 to 5 minutes of moving drills, rising to your session pace. These times are our starting points.
    .why = It is good practice, and some articles say it helps. Nobody has tested it for cramps.
    .caution = A warm-up that leaves you tired is too long.
    .check = Do cramps still come in the first part of your session?

module-stretching-habit = Stretch if you like it
    .dose = Stretch the calves and the back and front of the thighs. Hold 30 seconds, 2 to 3 times, on most days. Do it away from hard sessions.
    .why = It is a harmless habit and many people enjoy it. It has not been shown to prevent cramps. A stretch works best on a cramp that has started.
    .caution = Do not stretch a fresh injury. Stop if it hurts.
    .check = Do you like it and feel looser? If not, you lose nothing by leaving it out.

module-bedtime-stretch = Stretch before bed
    .dose = Stretch the calf and the back of the thigh, standing. If you cannot stand, stretch both together while sitting. Go until it pulls fairly strongly. Hold 10 seconds, rest 10 seconds, 3 times each, both legs. It takes about 3 minutes. Do it just before sleep, each night for 6 weeks. Another way is a wall stretch for the calf: hold 2 to 3 seconds, again and again for 5 minutes, 3 times a day.
    .why = In one trial, people over 55 had fewer and milder night cramps. A trial of calf stretches alone found no help. It has not been tested for exercise cramps.
    .caution = Hold on to something firm. Breathe calmly. Stop if it hurts.
    .check = Count the nights with a cramp for a week now, and again after 6 weeks. If nothing changed, stop.

module-drinking-plan = Drink to thirst
    .dose = Before: drink slowly, 5 to 7 mL for each kg you weigh, at least 4 hours ahead. If your pee is dark or does not come, 3 to 5 mL for each kg more, about 2 hours ahead. During: drink when thirsty. Try to lose no more than 2% of your weight. Never drink more than you sweat, and never gain weight. After: eat and drink normally. If you must be ready again within 12 hours, replace up to 1.5 L for each kg lost, spread over hours.
    .why = Staying near your normal weight helps you keep going. It has not been shown to prevent cramps.
    .caution = Drinking too much can kill. The danger is greater in long or slow events, first events, for women and small people, and with ibuprofen-like tablets. Do not force drinks. If you were told to limit drinks, or have heart, kidney or liver trouble, keep to the plan of your care team.
    .check = Weigh yourself before and after a session. A little lighter is fine. Heavier means that you drank too much.

module-sodium-for-heavy-sweaters = A drink with some salt, for heavy sweat
    .dose = In long, hot sessions choose a drink with about 20 to 30 mmol of sodium per litre (460 to 690 mg). If your sweat is very salty and it is hot, 30 to 50 mmol per litre (690 to 1150 mg). Salty food with water works too. Replace only part of what you lose, never more than 1000 mg of sodium an hour. That limit is our own.
    .why = A few small studies found saltier sweat in people who cramp. Others did not. It may help a little if you sweat a lot.
    .caution = Ask a doctor or pharmacist first with high blood pressure, heart, kidney or liver trouble, in pregnancy, or on a low-salt diet. Do not take salt tablets on their own. Salt does not make it safe to drink too much. On other days, keep under 5 g of salt.
    .check = Try it in three long, hot sessions. If cramps are the same, go back to your usual drink.

module-heat-acclimatisation = Get used to the heat
    .dose = Train in the heat for 1 to 2 weeks, best 10 to 14 days. Start easy and sweat for about 60 minutes a day. Finish 1 to 3 weeks before your event. After time away, top up with 2 to 4 days in a row. The first 7 days are the riskiest.
    .why = The body learns to cope with heat. In college football, reports of cramps fell after the first two weeks.
    .caution = Never train alone in great heat. Stop if you feel dizzy, shivery or muddled, and cool down. Ask first if you are unwell or pregnant, or have heart trouble, or take medicines.
    .check = After ten days, does the same session in the heat feel easier?

module-fuelling = Eat before and during
    .dose = Eat a meal 2 to 4 hours before. In sessions over about 75 to 90 minutes, eat or drink 30 to 60 g of carbohydrate an hour.
    .why = Running out of energy makes muscles tire. In one small study, cramps came later with a drink that had sugar and salt. Nobody knows which part helped.
    .caution = With diabetes, keep to your own plan.
    .check = Did you still have energy in the last part? Did the cramp come later, or not at all?

module-recovery-and-injury = Let the muscle recover
    .dose = Finish the rehab of an injured muscle. Do nothing long or hard in the 3 days before an event. Train less in the last days before it. Take at least one rest day a week. These numbers are our starting points.
    .why = People with a past muscle or tendon injury report more cramps. Worn-out muscles may cramp more.
    .caution = A fresh injury, a bruise, a dent or weakness needs a check before you train.
    .check = Do your legs feel fresh at the start of a hard session? Does the old injury stay quiet?

module-early-signs = Slow down at the first twitch
    .dose = When a muscle twitches or tightens, ease to walking or easy pedalling for 1 to 2 minutes. Stretch gently for 15 to 30 seconds. Start again more slowly. If it comes back, stop for the day. The times are our starting points.
    .why = Many cramps begin with twitching. Experts advise easing off then. It has not been tested.
    .caution = Twitching at rest together with weakness needs a doctor.
    .check = How often did the twitching pass without turning into a cramp?

module-positions-breaks-shoes = Change position, check your shoes
    .dose = Change position every 15 to 20 minutes. Point your toes more softly in kicks and fins. Check your saddle, cleats and how tight your laces are. At night, keep the covers loose so that they do not push your toes down. The times are our starting points.
    .why = A muscle that is held short cramps easily. Shoes and breaks have not been tested.
    .caution = Numbness that stays when you loosen the shoe needs a check.
    .check = Change one thing for two weeks. Is the cramp less frequent?

module-medicine-review = Ask about your medicines
    .dose = Write down each medicine and when you started it. Show the list to a pharmacist or doctor and ask if it can bring cramps.
    .why = Some water tablets, inhalers and other medicines go with night cramps. Statins add very little.
    .caution = Do not change your medicine on your own. With new muscle pain or weakness on a statin, call today, before your next dose.
    .check = Did you get an answer about each medicine? Ask when to look at it again.

module-alcohol-and-activity = Alcohol-free days and a daily walk
    .dose = Try some days without alcohol. Walk a little each day.
    .why = In people of 60 and over, night cramps went with alcohol and with sitting a lot. Nobody has tested if changing this helps.
    .caution = If you drink a lot most days, do not stop all at once. Ask for medical help to cut down.
    .check = Count the nights with a cramp for a month.

module-supplements = Tablets and supplements: mostly no
    .dose = Magnesium: not advised for exercise cramps. Potassium tablets: no. Vitamin E: no. Vitamin K2: one trial, in people of 65 and over with night cramps; ask first. Calcium or magnesium in pregnancy: ask your midwife. Quinine: do not use it for cramps. Muscle relaxants: not for exercise cramps.
    .why = Good trials show that magnesium hardly changes night cramps. The others have little proof, or can harm.
    .caution = Some are dangerous with kidney disease, blood thinners, water tablets or blood pressure tablets, or in pregnancy. Quinine can cause dangerous bleeding and heart problems. Avoid large amounts of tonic water if you once reacted to quinine. Ask a pharmacist or doctor first.
    .check = If you take a supplement for cramps, ask a pharmacist if it is safe for you and worth keeping.

module-coach-group-advice = For a coach or a group
    .dose = Let people start at a pace they have trained. Make no single session much longer than usual. Plan 14 days to get used to heat. Keep water in reach for all, and never make anyone drink. Have an emergency plan.
    .why = Most heat trouble comes in the first two weeks of hot training. Players have died after being pressed to drink to stop cramps.
    .caution = Know who has sickle cell trait, but ask in private and never in this tool. This is information only. Do not use it to clear someone to play.
    .check = Does everyone know the plan, and who makes the call in an emergency?
