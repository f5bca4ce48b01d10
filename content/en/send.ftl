### Answering for a coach, locking a link with a passphrase, and what else comes in a link.

## A link with a passphrase

lock-link = Lock it with a passphrase
lock-about = Whoever gets the link then needs these words to open it. You can type your own.
lock-words = Passphrase
lock-do = Make a locked link
lock-empty = Type a passphrase first.
lock-apart = Send the passphrase another way than the link, or say it:
lock-failed = This browser could not do it. Nothing was sent.
lock-heading = This link is locked
lock-ask = Type the passphrase that the sender told you.
lock-type = Passphrase
lock-open = Open it
lock-wrong = This is not the passphrase of this link, or the link was changed. Nothing is lost: try again.
lock-no-cipher = This page came over a connection that is not secure, and a browser opens nothing locked there. Open the link on an address that begins with https.

## Results that come from another browser

taken-heading = Saved results for this browser
taken-about = The link holds { $n } saved results, of { $first } to { $last }. Nothing is saved until you take them in.
taken-take = Take them in
taken-done = Taken in: { $n }. Here already: { $there }.

slice-about = This is kept apart here, or not at all. On a page of our own your saved results stay, also when you come from elsewhere. They go there in the link alone: no server gets them.
slice-print = That page can print them too. From here, only what is on the screen would be printed.
slice-open = Open that page with my saved results
slice-else = If nothing opens: copy the link, or scan it
slice-open-of = Open that page with saved results: part { $n } of { $of }

## A coach's set-up

preset-heading = A coach's set-up, not from { $host }
preset-here = this page
preset-team = The team: “{ $team }”
preset-who = Somebody who calls themselves a coach made this link. The people who run this page do not know who it was.
preset-note = The coach writes: “{ $note }”
preset-asks = What you are asked for
preset-once = Answer once.
preset-daily = Answer every day.
preset-weekly = Answer every week.
preset-after = Answer after each training.
preset-extra = Also asked:
preset-extra-0 = More about the training
preset-extra-1 = More about the cramp
preset-extra-2 = More about you
preset-extra-3 = A sweat test
preset-safety = Danger signs are always asked. No coach can leave them out.
preset-to-0 = Your reply is shown as a code that the coach scans.
preset-to-1 = Your reply goes by WhatsApp to { $address }.
preset-to-2 = Your reply goes by text message to { $address }.
preset-to-3 = Your reply goes by mail to { $address }.
preset-sealed = It is sealed: only the coach's device can open it.
preset-open = It is not sealed: whoever gets it can read it.
preset-first = You see your own result first. Nothing goes before you send it yourself, and you choose what goes.
preset-nobody = Nobody watches this. In an emergency call your emergency number.
preset-name = The name the coach knows you by
preset-no-name = Type a name first, so that the coach knows whose reply it is.
preset-remember = Remember this team in this browser
preset-start = Start
preset-answer = Answer for { $team }
preset-forget = Forget { $team }
preset-mine = Teams you answer for

## Sending a reply

send-intro = Tick what your coach gets. Nothing else goes.
send-always = The day, your name and how soon to get help always go along: { $name }.
send-extra = Your coach also asks
send-guardian = A parent or guardian knows that this goes to the coach, and agrees.
send-age = I am 16 or older, or a parent or guardian knows that this goes to the coach, and agrees.
send-no-guardian = Tick this first. Who is under 16 asks a parent or guardian before.
send-whose = This result is about { $whom }. It goes as { $name }.
send-make = Make the reply
send-sealed = The reply is sealed. Only the coach's device can open it.
send-open = The reply is not sealed. Whoever gets it can read what you ticked.
send-heading = Your reply
send-to-1 = Send by WhatsApp to { $address }
send-to-2 = Send by text message to { $address }
send-to-3 = Send by mail to { $address }
send-to-0 = Show this code to your coach.
send-no-cipher = This page came over a connection that is not secure, and a browser seals nothing there. Open the coach's link on an address that begins with https.

## A reply that somebody else opens

sealed-heading = A sealed reply
sealed-about = Only the device of the coach it is for can open it. Send it on to the coach, or open it there.

## A device that many use

kiosk-label = This device
kiosk-about = Many people use this device, and it keeps nothing. When you are done, or touch nothing for a minute, your answers are cleared.
kiosk-left = Nobody has touched this for a while. Your answers are about to be cleared. Touch to go on.
kiosk-done = Done: clear my answers
kiosk-take = Take your result along
kiosk-take-about = Point the camera of your own phone at it. Nothing is kept on this device.
