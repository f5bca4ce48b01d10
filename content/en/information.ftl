### The same content for everyone: no questions, no result, nobody is told what fits them.

information-title = Leg cramps: what is known
information-lead = The same for every reader. It does not know you, and it does not replace a doctor.
information-danger = When to get help
information-topics = Read on
information-order = In the order of the alphabet.

topic-ease = To ease a cramp
    .intro = Look at the danger signs first. Then stretch the muscle that cramps.
topic-fits = What a cramp can be
    .intro = None of these can be told from a page. Only someone who examines you can.
topic-adds = What may add to a cramp
    .intro = Each line may add to a cramp where it is true for you.
topic-try = What you can change
    .intro = Change one thing at a time, so that you can tell what helps. Nothing here can promise that cramps stay away.
topic-disagree = Where sources disagree
    .intro = Articles about cramps do not say the same. This is what they differ on, and what holds.
topic-others = What else may help
topic-not = Not if one of these is true. Ask a doctor or pharmacist first.
topic-signs = Danger signs first

## Who should leave something alone

who-NA-01 = One leg may hold a clot: it swells, feels hot or keeps aching.
who-NA-02 = One leg may hold a clot: it swells, feels hot or keeps aching.
who-NA-03 = You felt a pop, or hurt the muscle in the last three days.
who-NA-04 = The muscle may be torn.
who-NA-05 = The leg is rock-hard, swollen or numb, or the foot will not lift.
who-NA-06 = The leg is cold, pale or numb, or hurts at rest.
who-NA-07 = You drank a lot and feel ill, or weigh more after the session than before.
who-NA-08 = Heat has made you ill.
who-NA-09 = The person is muddled, has passed out, or is sick again and again.
who-NA-10 = Heat has made you so ill that a cool place does not help.
who-NA-11 = Your pee is brown, or hard exercise left your muscles very sore, swollen or weak.
who-NA-12 = Your heart, kidneys or liver are ill, or you were told to limit drinks.
who-NA-13 = You are pregnant, eat low-salt, or have high blood pressure or an ill heart, kidney or liver.
who-NA-20 = You cannot feel heat or cold well there, or you have diabetes or poor blood flow.
who-NA-22 = You are pregnant.
who-NA-23 = It is for a child.
who-NA-24 = You carry the sickle cell trait, or your legs have given way.
who-NA-25 = Since you were young, your muscles hurt in the first minutes of effort.
who-NA-26 = You drink a lot of alcohol every day.
who-NA-33 = There is a danger sign, or the cramp has not let go yet.
who-NA-34 = You take medicine or live with an illness, and have asked nobody yet.
who-NA-35 = You take a blood thinner, bruise easily or cannot feel well there.
