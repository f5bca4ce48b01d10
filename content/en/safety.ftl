### What the result says about urgency: how soon to get help, why, what to leave alone,
### and when to look again.

## How soon to get help

tier-emergency = Call your emergency number now
    .when = Right now
    .short = Call now
    .lead = Call your local emergency number now (112, 911, 999, 000 or the number where you are).
tier-urgent = Get medical help today
    .when = Today, day or night
    .short = Today
    .lead = To be safe, have someone examine you before the day ends: a doctor or an urgent care centre. Phone first if you can. At night, do not wait for morning.
tier-soon = Book a visit with a doctor or nurse
    .when = In the next few days, two weeks at most
    .short = Soon
    .lead = This can wait a few days, but it needs a closer look than this page can give.
tier-self-care = Look after it yourself for now
    .when = Starting now
    .short = Self-care
    .lead = You can start at home. Read below when to get help after all.

alt-line-hospital = Go to an emergency department now, with someone else driving. If you cannot, call the emergency number.

## Why: is the person safe right now

why-rf-collapse = Passing out, a fit or not answering is not part of a simple cramp. The whole body may be ill, so help is needed fast.
why-rf-confused = A muddled or very sleepy mind can come from heat, or from too little salt in the blood. Either way, it needs help fast.
why-rf-breath-chest = Chest pain or hard breathing can come from the heart, or from a clot in the lung. To be safe, get help before anything else.
why-rf-stroke = A dropped face, slurred speech or a weak arm or leg can be a stroke. The sooner it is treated, the better.
why-rf-heartbeat = A racing or uneven heartbeat at rest may mean that the salts in the blood are out of balance. A heart trace and a blood test can show it.
why-rf-heat-sick = Heat made the person ill. Heat illness can get worse in a short time, so it should be checked.
why-rf-heat-30 = Rest in a cool place should help within 30 minutes. If it does not, it is treated as heatstroke to be safe.
why-rf-hot-skin = Very hot skin or a high body heat can be heatstroke. A home thermometer can read normal and still be wrong.
why-rf-vomit = Being sick again and again can mean heat illness or too little salt in the blood. A doctor needs to find out which.
why-rf-bad-headache = A bad headache after long exercise can come from heat, or from too little salt in the blood. To be safe, it needs a check.
why-rf-puffy = Puffy hands, face or belly after long exercise can mean too much drink and too little salt in the blood.
why-rf-whole-body-cramp = Most exercise cramps stay in one place. Cramps that spread while you feel ill can be part of an illness that needs treatment.
why-rf-jaw = A tight jaw or spasms all over can come from a wound germ called tetanus, or from a poison. Both need help at once.
why-rf-poison = Cramps after a dirty wound, a bite, a sting or a poison may come from that. It needs a check even if you feel well.
why-rf-stimulant = Some drugs can make the body too hot and harm the muscles and heart. Say what was taken, so that they can help.

## Why: the leg, the nerves and infection

why-rf-cold-pale = A leg that turns cold, pale, blue or patchy may not be getting enough blood. It must be seen at once.
why-rf-numb-dead = A leg that goes numb or will not move may be short of blood or have a trapped nerve. Fast help can save it.
why-rf-tight = A rock-hard, swollen part with very bad pain can mean that pressure is cutting off the muscle. It must be treated within hours.
why-rf-saddle = Numbness round the bottom, or new trouble with peeing, pooing or sex, can mean that nerves low in the back are squeezed. Quick treatment protects them.
why-rf-back-both = Back pain that goes down both legs can mean that nerves low in the back are squeezed. To be safe, it needs a check.
why-rf-weak-fast = Legs that grow weak over hours or days are not a cramp. The nerves or the salts in the blood may be the reason.
why-rf-foot-drop = A foot that will not lift can mean that a nerve is pressed. The sooner it is seen, the better it can heal.
why-rf-flesh = A patch that hurts far too much, or spreads fast with fever, can be a deep infection. It needs hospital care now.
why-rf-red-hot = Hot, swollen skin that is red or darker than usual can mean a clot or an infection. Both can be treated.
why-rf-fever = Fever with leg pain can mean an infection. A plain cramp does not cause fever.
why-rf-vein-bleed = A vein in the leg can bleed a lot. It needs firm pressure and help now.
why-rf-vein-hard = A hard, sore vein can hold a small clot. To be safe, someone should check that it is not spreading.
why-rf-deformed = After an injury, a bent, cold or numb leg may be broken. Blood flow may be at risk.

## Why: a clot

why-rf-swollen-one = One leg more swollen than the other can be a clot in a vein. A hard session or a knock does not explain it away.
why-rf-calf-constant = A cramp comes and goes. An ache that stays in one leg needs another reason, and a clot can be one.
why-rf-worse-again = Calf pain that got better and then came back can be a clot that looked like a strain. To be safe, have it checked.
why-rf-preg-leg = Clots are more likely in pregnancy and after birth. Swelling, warmth or lasting pain in one leg needs a check.

## Why: muscle, tendon and blood

why-rf-brown-urine = Brown or red pee can mean that muscle is breaking down. This can hurt the kidneys. A blood test can tell.
why-rf-low-urine = Very little pee in 12 hours can mean that the kidneys are under strain. A blood test can tell.
why-rf-pain-beyond = Pain far beyond normal soreness can mean that muscle is breaking down, even when pee looks normal. A blood test can tell.
why-rf-locked = A plain cramp lets go within 10 minutes. One that stays locked for longer should be checked, to be safe.
why-rf-pop = A pop, a snap or a kick in the leg can be a tear. A torn Achilles is easy to miss, and early care heals better.
why-rf-no-push = Not being able to rise on your toes can mean a torn muscle or tendon, or a nerve that is not working.
why-rf-no-weight = Not being able to take four steps can mean a bad tear or a broken bone. It needs a check.
why-rf-thinner-blow = When blood is slow to clot, a hard knock can bleed deep in the muscle. To be safe, it needs a check.
why-rf-legs-gave-way = Legs that give way early in a hard effort can be a sign of sickling. Blood cells then change shape and block small vessels.
why-rf-sickle-pain = With sickle cell, bad pain or weakness that does not settle can be a crisis. It needs hospital care now.
why-rf-tetany = Tingling round the mouth with curling hands or feet can mean low calcium, or breathing too fast. A blood test can tell.

## Why: slower dangers

why-rf-claudication = Leg pain that comes with walking and goes when you stand still can mean a narrow blood vessel. It can be treated.
why-rf-rest-pain = Foot pain at night, or a sore that will not heal, can mean that too little blood reaches the foot. It needs a check.
why-rf-wasting = A muscle that grows weak or thin over weeks may have a nerve problem. A doctor can test it.
why-rf-bulbar = New trouble with food, speech or breathing lying flat can mean that these muscles are weak. A doctor needs to look.
why-rf-statin-muscle = Cholesterol tablets can now and then harm muscle. A pharmacist or doctor can check. Do not change the tablets on your own.
why-rf-med-change = Cramps that start after a new medicine or dose may come from it. A pharmacist or doctor can check. Do not change it on your own.
why-rf-preeclampsia = In pregnancy or after birth, these signs can mean high blood pressure that gets worse within hours. Phone the maternity unit now.
why-rf-diabetes-ill = Great thirst, a lot of pee and feeling ill can mean very high blood sugar. A quick test can tell.
why-rf-kidney-weak = With kidney failure, weakness or a missed session can mean too much potassium in the blood. That can upset the heart.
why-rf-liver-ill = With liver disease, yellow skin, a swollen belly or a muddled mind can mean that the liver needs help.
why-rf-every-run = A tight or numb feeling in every run can mean too much pressure in a muscle, or a squeezed blood vessel.
why-rf-first-minutes = Muscles that lock in the first minutes, since you were young, may not burn fuel well. A doctor can test for it.
why-rf-bone = One sore spot on a bone can be a small crack or another bone problem. Have it checked before you run or jump again.
why-rf-weight-loss = Losing weight without trying, night sweats or a past cancer are good reasons to have leg pain checked.
why-rf-swollen-both = New swelling in both legs can come from the heart, the kidneys, the liver or the veins. It needs a check.
why-rf-numb-feet = Feet that stay numb, burning or tingly can mean that nerves are not well. A doctor can test the feet and the blood.
why-rf-frequent = Cramps that come often, wake you or last for weeks are worth a visit. There may be a cause that can be treated.
why-rf-child = This tool is made for people of 16 and over. Children need their own check.

## Why: answers that count together

why-CR-01 = One of your answers is a danger sign by itself. Get help first and read on later.
why-CR-02 = A sore or swollen leg with faintness or hard breathing can mean that a clot has moved to the lung. To be safe, get help now.
why-CR-03 = Heat with a muddled mind, collapse or very hot skin can be heatstroke. Call, then start to cool at once.
why-CR-04 = After long exercise and a lot of drink, these signs can mean that there is too little salt in the blood. That needs help now.
why-CR-05 = Feeling puffy or sick after long exercise and a lot of drink can mean too little salt in the blood.
why-CR-06 = Brown or red pee with your other answers can mean that muscle is breaking down. This can hurt the kidneys.
why-CR-07 = Soreness this strong can mean that muscle is breaking down. Pee that looks normal does not make it safe.
why-CR-08 = Very bad soreness with these other signs can mean that muscle is breaking down. It may now affect the whole body.
why-CR-09 = Very bad pain that grows when the toes are moved, with numb or hard parts, can mean harmful pressure in the muscle.
why-CR-10 = Swelling in one leg is always checked for a clot, even after a hard session or a knock.
why-CR-11 = An ache that stays in one leg, with your other answers, is a reason to look for a clot. To be safe, have it checked.
why-CR-12 = Pain that went away and then came back can be a clot. To be safe, have it checked.
why-CR-13 = In pregnancy and after birth, a sign in one leg is always checked for a clot. Phone the maternity unit or a doctor.
why-CR-14 = With sickle cell, weak legs or hard breathing after effort can become serious fast. Tell them about sickle cell when you call.
why-CR-15 = Legs gave way early in a hard effort, and we do not know if sickle cell plays a part. To be safe, we treat it as if it does.
why-CR-16 = A pop, or a leg that cannot push off or take weight, can be a tear or a break. It heals better when found early.
why-CR-17 = Back pain down both legs, now with numbness, bladder trouble or weakness, can mean that nerves are squeezed. It must be seen at once.
why-CR-18 = Your leg pain on walking is new, or got much worse in two weeks. A blood vessel may be closing.
why-CR-19 = Leg pain on walking, and now a cold, pale or numb leg: the leg may not be getting enough blood.
why-CR-20 = You take a cholesterol tablet and your muscles hurt or feel weak for no clear reason. This needs a check before the next dose.
why-CR-21 = Water tablets with being sick, loose poo, weakness or an odd heartbeat can upset the salts in the blood.
why-CR-22 = Fever or hot skin with a muddled mind, a racing heart or being sick can be sepsis. That is an infection that spreads in the body.
why-CR-23 = A limp, a lump, fever or night pain in a child needs a check. It may still turn out to be mild.
why-CR-24 = The person is under 16. This tool is not made for children, so please ask a doctor or nurse.
why-CR-25 = Muscles that grow weak, with new trouble in food, speech or breath, need a check by a nerve doctor.
why-CR-26 = You were not sure about a danger sign, so we treat it as a warning. Ask someone to look with you: compare both legs, feel the skin, talk with the person.
why-CR-27 = You were not sure about one of the signs. To be safe, have someone check it.
why-CR-29 = Very bad pain that is still there an hour after the cramp let go is not usual. To be safe, have it checked.
why-CR-30 = You were not sure about a sign that can matter. A doctor or nurse can help you find out.
why-CR-31 = Weakness or numbness that stays, or pain when the toes are moved, is not part of a plain cramp. A doctor or nurse can find out why.
why-CR-32 = Feeling faint, or short of breath when walking or lying flat, is not part of a cramp. It needs a check.
why-CR-33 = Your back pain goes down both legs, and you were not sure about numbness, bladder or bowel. Squeezed nerves should not wait.
why-CR-34 = Very little pee with strong muscle pain can mean that muscle is breaking down. This can hurt the kidneys.
why-CR-35 = When the body gets less energy than it uses, muscles and bones get weaker. A doctor can help you turn that round.
why-CR-36 = Cramps that keep coming can be part of an illness you told us about. The team that knows you should hear of it.
why-CR-37 = You lost a lot of weight in one session. That much lost fluid needs a check.

## Why: a pattern that fits well and should not be left to self-care

why-floor-muscle-injury = Your answers fit an injury of a muscle or tendon. To be safe, have it checked before you load it.
why-floor-medication = Your answers fit a side effect of a medicine. A pharmacist or doctor can look at the list with you.
why-floor-circulation = Your answers fit a blood flow problem in the leg. A doctor can check it with a simple test.
why-floor-venous = Your answers fit trouble in the leg veins. A doctor or nurse can look and tell you what helps.
why-floor-nerve = Your answers fit an irritated nerve. A doctor can test feeling and strength.
why-floor-metabolic = Your answers fit salts, sugar or hormones out of balance. A blood test can tell.
why-floor-dvt = Your answers fit a blood clot in a leg vein. Only a scan or a blood test can tell. To be safe, have it checked.
why-floor-rhabdomyolysis = Your answers fit muscle breakdown after hard effort. Only a blood test can tell. To be safe, have it done.
why-floor-exertional-hyponatraemia = Your answers fit too little salt in the blood after drinking a lot. Only a blood test can tell.
why-floor-heat-illness = Your answers fit an illness from heat. It can get worse in a short time, so it should be checked.
why-floor-compartment = Your answers fit too much pressure in a lower leg muscle. A doctor can find out before you train hard again.
why-floor-restless-legs = Your answers fit restless legs. A doctor can check your iron and tell you what helps.
why-floor-neuromuscular-disease = Your answers fit a problem of nerve and muscle. These are rare, and a doctor can test for them.
why-floor-exertional-sickling = Your answers fit sickling in hard effort: blood cells change shape and block small vessels. This can get worse fast.
why-floor-metabolic-myopathy = Your answers fit a muscle that cannot burn fuel well. A doctor can test for it.
why-floor-stimulant-alcohol = Your answers fit the effects of a stimulant or alcohol. Say what you took, so that they can help you well.

why-self-care = None of your answers is a danger sign. A short cramp that lets go is common, and most pass by themselves.

## What to leave alone, said as what to do instead

never-NA-01 = Do not rub, roll or press this leg. Have it checked first.
never-NA-02 = No heat, hot bath or tight wrap on this leg. Have it checked first.
never-NA-03 = Rest the leg for two to three days. No rubbing, heat, alcohol, running or hard stretching.
never-NA-04 = Move only as far as is comfortable until it is checked.
never-NA-05 = Loosen anything tight and keep the leg level with your heart. If pain grows or the foot goes numb, call your emergency number.
never-NA-06 = Keep the leg still and lightly covered. If it turns cold, pale or numb, call your emergency number.
never-NA-07 = After drinking a lot, drink no more until someone checks you or you pass plenty of pee.
never-NA-08 = Get help now and cool the skin. Take only sips, and only if wide awake and thirsty.
never-NA-09 = Nothing to eat or drink. If the person is sleepy, lie them on their side.
never-NA-10 = Do not wait and see. Get help, and cool the person at once with water and fanning.
never-NA-11 = Stop exercise and ask for a blood test for muscle breakdown (creatine kinase).
never-NA-12 = Keep to the drinks your care team agreed with you.
never-NA-13 = Ask your doctor or pharmacist before you add salt.
never-NA-14 = Ask your doctor or pharmacist before you add potassium. Some salt swaps are made of it.
never-NA-15 = Ask first before you use magnesium: your doctor, a pharmacist or your midwife.
never-NA-16 = Do not change your medicine on your own. Ask a pharmacist or doctor.
    .statin = Do not change your medicine on your own. Ask a pharmacist or doctor today, before your next dose.
never-NA-17 = Do not use quinine or tonic water for cramps. Quinine can cause bad bleeding and heart trouble. Only a doctor can weigh that up.
never-NA-18 = Do not use muscle relaxants, sleeping pills or someone else’s medicine. Ask a doctor what fits you.
never-NA-19 = Ask a pharmacist which painkiller is safe for you. Leave ibuprofen and tablets like it alone until then.
never-NA-20 = Do not use heat or ice where you cannot feel well.
never-NA-21 = Ask a doctor or nurse before you wear tight socks or sleeves.
never-NA-22 = Ask your midwife or doctor before any medicine, supplement, deep rub or hot tub. Tell them about the cramps at your next visit, or sooner if they come often.
never-NA-23 = This is for a child. Ask a doctor or pharmacist before you give anything, and before hard training.
never-NA-24 = If your legs go weak or hurt, stop at once. If that does not pass within minutes, call for help and say “sickle cell”.
never-NA-25 = Slow down or stop until it eases. Do not push through the pain.
never-NA-26 = Do not give up alcohol all at once. Ask for help to cut down safely.
never-NA-27 = Ask for an iron test (ferritin) before you use iron.
never-NA-28 = Do not drive yourself. No more sport today.
never-NA-29 = No test at home can settle this. Let someone examine you.
never-NA-30 = Young and fit people need checks too. Read below what would change our advice, and when to come back.
never-NA-31 = This tool cannot tell what is wrong. It can only say what your answers fit best with.
never-NA-32 = The cause of a cramp is not certain. It is often a mix.
never-NA-33 = Do not rub the muscle for now. Rubbing is only for a short cramp that has let go, with none of the danger signs.
never-NA-34 = Ask a pharmacist first. You left out questions about your health and medicines, so we cannot say what suits you.
never-NA-35 = Do not rub where you bruise easily or cannot feel well.

## First aid while help is on its way

first-aid-FA-01 = Cool the person now: shade, clothes off, cold water and fanning. A cold bath is fine if someone stays with them. Do not wait for help to arrive.
first-aid-FA-02 = Check breathing. If it is not normal, start chest presses. The call taker will guide you.
first-aid-FA-03 = Move hard things away. Do not hold them down. Time the fit.
first-aid-FA-04 = Lie them on their side. Nothing to eat or drink.
first-aid-FA-05 = No more drinks unless a health worker says so.
first-aid-FA-06 = Keep the leg still and level. Take off anything tight. No heat, ice, rubbing or stretching.
first-aid-FA-07 = Lie down, lift the leg and press firmly on the bleeding.
first-aid-FA-08 = Do not drive yourself. Stay with someone. Tell them what exercise it was, how long, how much you drank, your medicines, and if you carry the sickle cell trait.

## When to get help faster

safety-net = Get help faster if any of this happens
safety-net-intro = Call your emergency number now if you see one of these. Where the line starts with “Today”, phone or see a doctor the same day.
safety-net-1 = You pass out, have a fit or stop answering.
safety-net-2 = You are muddled, very sleepy, acting oddly or walking as if drunk.
safety-net-3 = Your chest hurts, rest does not settle your breath, or you cough up blood.
safety-net-4 = Your face drops on one side, your speech slurs, or an arm or leg goes weak.
safety-net-5 = Your heart races, thumps or misses beats and you feel faint or weak.
safety-net-6 = Heat makes you ill and 30 minutes in a cool place do not help. Or your skin is very hot, at 40 °C (104 °F) or more.
safety-net-7 = After long exercise you are sick again and again, or your head hurts badly.
safety-net-8 = Cramps spread to your arms, belly or back and you feel ill.
safety-net-9 = Your jaw is tight, or spasms run through your whole body.
safety-net-10 = You feel hot, stiff, shaky or very ill after cocaine, ecstasy, speed or a lot of caffeine.
safety-net-11 = Your leg turns cold, pale, blue, numb or rock-hard, or you cannot move it.
safety-net-12 = Your bottom or the skin between your legs goes numb, or you cannot pee.
safety-net-13 = Your pee turns brown, red or the colour of cola or tea.
safety-net-14 = Today: one leg or calf swells, feels hot, or is red or darker than the other.
safety-net-15 = Today: an ache stays in one leg, a vein turns hard and sore, or calf pain comes back after it got better.
safety-net-16 = Today: you are pregnant or had a baby in the last 6 weeks, and one leg swells, feels warm or keeps hurting.
safety-net-17 = Today: heat makes you ill, your heart races at rest, or drinks do not stay down.
safety-net-18 = Today: your hands, face or belly go puffy after long exercise.
safety-net-19 = Today: cramps begin after a dirty wound, a bite, a sting or a poison.

look-again-urgent = Look again in two hours, and once more before bed. If nobody can see you today, go to an emergency department.
look-again-soon = Look again in three days, and each time something changes. If you still wait for a visit after two weeks, phone and ask for an earlier one.
look-again-self-care = Look again after your next cramp, and in four weeks. If they still come by then, or often wake you, book a visit.

## Emergency numbers by region

region-intro = Where are you? Pick a place to see its number. We do not guess it.
region-eu = The EU and many other places
    .number = 112
region-uk = UK and Ireland
    .number = 999
    .note = In the UK and Ireland, 112 works too.
region-us = USA, Canada and Mexico
    .number = 911
region-au = Australia
    .number = 000
    .note = From a mobile phone in Australia, 112 works too.
region-nz = New Zealand
    .number = 111
region-in = India
    .number = 112
    .note = In India, 108 calls an ambulance.
region-jp = Japan, South Korea and Taiwan
    .number = 119
region-cn = China
    .number = 120
region-sg = Singapore
    .number = 995
region-hk = Hong Kong and Malaysia
    .number = 999
region-za = South Africa
    .number = 112
    .note = In South Africa, 112 works from mobile phones. From other phones, call 10177.
region-br = Brazil
    .number = 192
region-other = Somewhere else
    .number = 112
    .note = Most mobile phones connect 112 to help nearby. If you know another number for where you are, call that.

## What was left out, what this is, and what it is not

caveat-skipped = You left out these questions. An answer could change this advice, so answer them first if you can.
disclaimer-start = This gives general information about leg cramps. It cannot examine you or tell you what illness it is. If someone is very ill, call your emergency number now.
disclaimer-result = This is based only on your answers. You know your body: if it feels seriously wrong, get help whatever this says.
disclaimer-data = Your answers stay on this device.
not-reviewed = Preview: not reviewed by a clinician

already-seen = Already seen by a doctor or nurse?
    .body = Follow what they told you first, because they could examine you. Go back or call if something is new, if it gets worse, or if it does not go the way they said. A danger sign on this page still counts, even if all was fine that day.
