# How to ease a cramp, muscle by muscle, in words that work without the drawings.
# Each muscle has a name, a starting position, its steps, the hold, what to avoid, and
# what to do afterwards. The common steps are for every muscle.

relief-common = For every cramp
    .step-1 = Stop and get safe. Leave the road or track, get off the bike, or hold the edge of the pool.
    .step-2 = Make the cramped muscle long, slowly. Use your hands, the floor or your weight. Breathe out. It should pull, not tear.
    .step-3 = Hold for about 30 seconds, then ease off half way for about 10 seconds. If it grabs again, repeat, 2 to 4 times. Stop when the muscle stays soft for a whole minute.
    .step-4 = Gently tightening the muscle on the other side may help to hold the stretch.
    .step-5 = Do not bounce, force, punch or dig in. Do not keep going fast. Do not gulp down a lot of water.
    .step-6 = Stop stretching if nothing has changed after 10 minutes. Stop too if you felt a pop, or there is a bruise, a dent, swelling, numbness or dark pee. Then go back to the safety questions.
    .step-7 = Once it lets go, keep the muscle gently long for 1 to 2 minutes. Then walk easily for 2 to 5 minutes. For about an hour, no sprints, jumps, hills or hard pushes. A second cramp in the same session means stop for the day.
    .step-8 = Feeling sore for up to a day is normal. Ask a pharmacist before you take anything for it.

relief-gastrocnemius = Upper calf
    .position = Sit with your leg straight in front of you. Or stand facing a wall with the sore leg behind. Keep the knee straight.
    .step-1 = Sitting: hold your toes, or loop a towel round your foot.
    .step-2 = Slowly draw your foot toward your shin.
    .step-3 = Standing: heel flat, toes forward. Lean toward the wall until the calf pulls.
    .step-4 = Or simply stand, and put your weight through the flat foot.
    .dose = Hold for about 30 seconds, then ease off. Do this 2 to 4 times.
    .avoid = Do not point your toes, stand on tiptoe, push off or bounce.
    .after = Walk with your heels down. No hills or sprints for an hour. In bed, keep the blankets loose over your toes.

relief-soleus = Lower calf
    .position = Stand facing a wall with the sore leg behind. Bend the sore knee, so that the pull moves lower.
    .step-1 = Keep your heel down.
    .step-2 = Let the knee slide forward over your toes until the lower calf pulls.
    .step-3 = Sitting: bend your knee and pull your foot up with both hands.
    .step-4 = If this does not help, try the stretch for the upper calf, with a straight knee.
    .dose = Hold for about 30 seconds, then ease off. Do this 2 to 4 times.
    .avoid = Do not let your heel lift. Do not do calf raises to "shake it out".
    .after = Take short steps on flat ground.

relief-hamstring = Back of the thigh
    .position = Lie on your back, or sit with the leg out in front of you.
    .step-1 = Straighten your knee slowly.
    .step-2 = Lying: once the knee is straight, bring the leg up. Hold it behind the thigh, or with a towel.
    .step-3 = Sitting: lean forward from your hips with a flat back until it pulls.
    .dose = Hold for about 30 seconds, then ease off. Do this 2 to 4 times.
    .avoid = Do not bend the knee hard, jerk it straight, or round your back and bounce.
    .after = No sprints, long strides or bridges for an hour. If the front of the thigh then grabs, stop and use the stretch for the front of the thigh.

relief-quadriceps = Front of the thigh
    .position = Stand and hold on to something. If standing feels unsafe, lie on your side or your front.
    .step-1 = Bend your knee and take hold of your ankle.
    .step-2 = Bring your heel toward your buttock.
    .step-3 = Keep your knees together and your hips forward.
    .step-4 = If the knee is hurt, do not pull. Let the knee hang bent over the edge of a bench instead.
    .dose = Hold for about 30 seconds, then ease off. Do this 2 to 4 times.
    .avoid = Do not pull the foot sideways, arch your back or force a painful knee.
    .after = No jumps, squats or downhill for an hour.

relief-foot = Foot and toes
    .position = Sit and put the foot across your other knee. Or stand.
    .step-1 = Sitting: pull all your toes up and back toward your shin.
    .step-2 = Keep the toes back and let the arch of the foot grow long.
    .step-3 = Standing: press your flat foot into a hard floor.
    .dose = Hold for about 30 seconds, then ease off. Do this 2 to 4 times.
    .avoid = Do not curl or point your toes. Do not squeeze straight back into tight shoes or fins.
    .after = Walk in bare feet or a loose shoe for a few minutes. Swimmers: get out of deep water first.

relief-adductors = Inner thigh
    .position = Stand with your feet wide apart and your toes forward. Or sit with the soles of your feet together.
    .step-1 = Standing: bend the knee on the good side and shift your weight that way.
    .step-2 = Keep the sore leg straight, with the foot flat.
    .step-3 = Sitting: let your knees sink toward the floor.
    .step-4 = Your elbows may rest on your knees, but do not push.
    .dose = Hold for 20 to 30 seconds, then ease off. Do this 2 to 4 times.
    .avoid = Do not drop into a sudden split, push the knee hard or squeeze your legs together.
    .after = No side steps, kicks or breaststroke legs for an hour. Groin pain with a pop or a lump needs a check.

relief-hip-flexor = Front of the hip
    .position = Kneel on the knee of the sore side, with the other foot in front. Or stand with one foot well behind the other.
    .step-1 = Tuck your bottom under.
    .step-2 = Tighten your buttock.
    .step-3 = Move your hips forward until the front of the hip pulls.
    .step-4 = Keep your back upright.
    .dose = Hold for 20 to 30 seconds, then ease off. Do this 2 to 4 times.
    .avoid = Do not arch your lower back, lift the knee up hard or sit folded up straight afterwards.
    .after = Walk easily. No high-knee drills, sit-ups or sprint starts for an hour.

relief-shin = Shin
    .position = Sit or kneel.
    .step-1 = Sitting: take your foot in your hand.
    .step-2 = Point the foot down gently with your hand, until the front of the shin pulls.
    .step-3 = Kneeling: put the tops of your feet on the floor and sit back a little.
    .dose = Hold for 15 to 20 seconds, softly, then ease off. Do this 2 to 3 times.
    .avoid = Do not point your foot by tightening your calf, as that can start a calf cramp. Do not force your ankle.
    .after = Walk slowly on flat ground. A tight shin with pain that grows, numbness or a weak foot is not a simple cramp. Get help.
