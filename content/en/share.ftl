### Sharing a result by a link, and opening one that somebody sent.

## Choosing what to send

share-intro = Tick what to send. This page sends nothing by itself: your answers stand in the link, and you choose who gets it.
share-always = The day and how soon to get help always go along.
share-yes = Danger signs: yes or not sure
share-no = Danger signs you said no to: { $n }
share-rests = { $said } (your result rests on this)
share-less = You leave out an answer that your result rests on. The link still tells how soon to get help, and names what you left out.
share-name = The name you gave: { $name }
share-heading = The link
share-who-reads = Whoever has the link can read what you ticked. So can the messenger you send it with, and its staff. It cannot be taken back.
share-send = Send with an app
share-copy = Copy the link
share-copied = The link is copied.
share-by-hand = This browser does not let the page copy. The link is marked here, so you can copy it.
share-message = Text message (parts: { $n })
share-code = Show a code to scan
share-code-long = It is too long for a code. Send it as a link.
share-code-about = Point the camera of a phone at it. It holds the same link.
share-file = This page is a file on your own disk. A link to it would lead nobody else here.

## A result that was sent

shared-from = Sent to you, self-reported: a result of { $date } ({ $age })
shared-named = { $name }. { $from }
shared-today = today
shared-yesterday = yesterday
shared-days = { $n } days ago
shared-old = This is old. It does not tell how the person is now.
shared-future = This day has not come yet. One of the two clocks is wrong, so the result may be old.
shared-about = Somebody answered questions about themselves and sent you this link. Nobody has checked the answers, and anybody can make such a link.
shared-coach = It does not clear anybody to train or play. A doctor or nurse who sees the person can.
shared-differ = The sender saw: { $sent }. The answers in the link lead to: { $now }. The more urgent one is shown here.
shared-raised = The sender saw this. It rests on answers that are not in the link, or on other rules.
shared-left-out = The sender left out: { $what }
shared-could-rise = With these answers it could be more urgent.
shared-told = They told: { $said }
shared-because = Because they told: { $said }
shared-because-heading = Because they told
shared-patterns = Their answers fit best with
shared-patterns-none = Their answers do not fit one thing well. That is common.
shared-against-none = None of their answers speaks against it.
shared-rules = Other rules made it: version { $version }. Here it is told by version { $now }.
shared-all = All that was sent
shared-not-kept = Nothing of it is saved here unless you keep it.
shared-whose = Whose result is it?
shared-keep = Keep it with my saved results
shared-kept = It is kept with your saved results.
shared-no-keeping = It cannot be kept here, since answers are missing that its result rests on. Keep the message that has the link.

## Answers that were sent to go on with

shared-answers = Answers to go on with
shared-answers-of = They are of { $date } ({ $age }). Nothing is saved until you go on. What you began here yourself stays saved.
shared-go-on = Go on with these answers

## A link that cannot be read

shared-broken = This link cannot be read
shared-damaged = It was cut off or changed on its way. Ask the sender for the whole link.
shared-newer = A newer version of this page made it. Load the page again with a network, then open the link again.
shared-nothing-lost = Your own answers are as they were.

## A link that did not come by a tap

open-link = Open a link or a code
shared-paste = Paste the link, or the whole message
shared-open = Open it
shared-none = There is no link of this page in it.
