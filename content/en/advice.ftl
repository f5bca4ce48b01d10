### What to do: a headline, and in `.how` the steps, at most five short sentences.

## Getting help

advice-call-emergency = Call your local emergency number now
    .how = Call 112, 911, 999, 000 or the number where you are. Say where you are and what you see. Stay on the line. Do not drive yourself.
advice-cool-body = Cool the person now
    .how = Move into shade and take off extra clothes. Wet the skin with cold water and fan it. A cold bath is fine if someone stays close by. Keep on until they feel well or help arrives.
advice-stop-drinking = Drink nothing more for now
    .how = Put the bottle away, water and sports drinks alike. Wait until someone checks you or you pass plenty of pee. Tell them how much you drank, and over how long.
advice-see-clinician-today = Phone or see a doctor today
    .how = Ring your doctor, an urgent care centre or a health phone line. Read them the reasons on this page. If nobody can see you today, go to an emergency department. Let someone else drive.
advice-see-clinician-soon = Book a visit with a doctor or nurse
    .how = Phone in the next few days and ask for a visit within two weeks. Note when the cramps come, how long they last and what helps. Bring a list of your medicines. If it gets worse while you wait, phone again.
advice-tell-midwife = Tell your midwife about the cramps
    .how = Mention them at your next visit, or sooner if they come often. Say if it is one leg or both. Phone the same day if one leg swells, feels warm or keeps hurting.
advice-ask-iron-test = Ask for an iron test
    .how = Legs that must move can go with low iron. Ask your doctor for a blood test called ferritin. Wait for the result before you use iron.
advice-ask-pharmacist = Show a pharmacist your medicines
    .how = List all you take, with the day you started each one. Ask if any of them can bring cramps. Change nothing on your own.

## Stopping the cramp

advice-relief-stretch-gastrocnemius = Stretch the upper calf, knee straight
    .how = Sit with the leg straight and draw your toes towards your shin. Or stand at a wall with the sore leg behind, heel flat, and lean in. Hold for 30 seconds, ease off, and do it 2 to 4 times. It should pull, not tear. Do not point your toes or bounce.
advice-relief-stretch-soleus = Stretch the lower calf, knee bent
    .how = Stand at a wall with the sore leg behind and the heel down. Bend that knee and let it slide forward over the toes. Hold for 30 seconds, ease off, and do it 2 to 4 times. Keep the heel on the floor.
advice-relief-stretch-hamstring = Stretch the back of the thigh
    .how = Lie on your back or sit with the leg out. Straighten the knee slowly. Then bring the leg up with your hands behind the thigh. Hold for 30 seconds, ease off, and do it 2 to 4 times. Do not jerk or bounce.
advice-relief-stretch-quadriceps = Stretch the front of the thigh
    .how = Hold on to something, or lie on your side. Bend the knee and bring the heel towards your bottom. Keep the knees together and the hips forward. Hold for 30 seconds, ease off, and do it 2 to 4 times. Do not force a sore knee.
advice-relief-stretch-foot = Stretch the sole and toes
    .how = Sit and cross the foot over the other knee. Pull all toes up and back with your hand. Or stand and press the flat foot into a hard floor. Hold for 30 seconds, ease off, and do it 2 to 4 times. Do not curl or point your toes.
advice-relief-stretch-adductors = Stretch the inner thigh
    .how = Stand wide with your toes to the front. Bend the other knee and shift your weight over it. Keep the sore leg straight with the foot flat. Hold for 20 to 30 seconds, ease off, and do it 2 to 4 times. No sudden splits.
advice-relief-stretch-hip-flexor = Stretch the front of the hip
    .how = Kneel on the knee of the sore side, with the other foot in front. Tighten your bottom and tuck it under. Move the hips forward until the front of the hip pulls. Hold for 20 to 30 seconds, ease off, and do it 2 to 4 times. Keep your back upright.
advice-relief-stretch-shin = Stretch the shin, softly
    .how = Sit down and ease the foot downwards with your hand. Stop when the front of the shin pulls. Hold for 15 to 20 seconds, ease off, and do it 2 to 3 times. Use your hand, not your calf, or the calf may cramp too.
advice-relief-stretch-any = Make the sore muscle long, slowly
    .how = Get safe first: off the road, or out of deep water. Move slowly the other way from where the cramp pulls. Hold for about 30 seconds and breathe out. Ease off for 10 seconds, then do it again, 2 to 4 times. Stop if it hurts more.
advice-relief-rest-hour = Take it easy for an hour
    .how = For about an hour the muscle can cramp again more easily. So no sprints, jumps, hills or hard pushes with it. If it cramps twice in one session, stop for the day.
advice-relief-light-massage = Rub it lightly, if you like
    .how = Wait until the cramp has let go. Then stroke the muscle gently with a flat hand. Do not dig in. Stop if it feels worse.
advice-relief-warmth = Try something warm on the tight muscle
    .how = Lay something warm, not hot, on the muscle. Put a cloth between it and your skin. Take it off if it feels too hot or the pain grows. Warmth feels good to many people, but it does not stop a cramp.
advice-relief-cold = Try a cold pack if it stays sore
    .how = Wrap the pack in a cloth. Hold it on the sore place for up to 20 minutes. It dulls the soreness afterwards. It does not stop a cramp.
advice-relief-sip = Sip when you are thirsty
    .how = Take small sips and let thirst lead you. A drink cannot stop a cramp that is going on. Do not gulp or force it. Too much water can make you very ill.
advice-relief-pickle-juice = A small sip of pickle juice, only if you want
    .how = This is optional, and the studies disagree on whether it helps. One small sip is plenty. Leave it out with high blood pressure, or heart, kidney, liver or stomach trouble. It is not for children.
advice-relief-painkiller = Ask which painkiller is safe for you
    .how = A painkiller is too slow to stop a cramp, but it can ease soreness. Ask a pharmacist which one is safe for you. Tell them your illnesses and your other medicines. Do not use one before or during sport.

## After an injury

advice-injury-rest = Rest the sore part for two to three days
    .how = Stop sport for now. Move only as far as is comfortable. Do not run, stretch hard or rub it. A pop, a dent or a leg that cannot push off must be checked.
advice-injury-cold = Cool the sore part
    .how = Wrap a cold pack in a cloth. Hold it on for up to 20 minutes. Let the skin warm up again before the next time. Do this in the first two to three days.
advice-injury-raise = Raise the leg
    .how = Lie down and rest the leg on pillows. Keep it above the level of your heart if that is comfortable. Lower it if it goes numb, cold or hurts more.
advice-injury-support = Give it light support
    .how = Wrap an elastic bandage from the foot upwards. It should feel snug, not tight. Take it off at night. Take it off at once if toes go cold, numb or change colour.

## Every day

advice-raise-legs = Put your legs up
    .how = Lie down or sit back with your feet up on pillows. Do this a few times a day, most of all after a long time standing. Get up if it hurts or the feet go cold.
advice-move-by-day = Move a little through the day
    .how = Stand up and walk for a few minutes each hour. Take a short walk each day at an easy pace. Stop if it brings on leg pain, and tell a doctor.
