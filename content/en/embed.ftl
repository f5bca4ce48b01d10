### What is said around the self-assessment where it stands in a page that somebody else wrote. The loader and the frame
### page get these words when they are built; they are not in the program.

embed-start = Check your leg cramps
embed-loading = The questions appear here in a moment.
embed-failed = The self-assessment could not start here.
embed-own-page = Open it on a page of its own
embed-site = You are on { $site }. Programs of that site can see what you answer here.
embed-apart = Kept apart from what you save on other sites. To keep it for good, go to your saved results and press “Keep them for good”.
embed-nothing-kept = Nothing is stored here. To keep a result, press “Keep them for good” under it.
embed-tell = Tell { $site } how soon my result asks for help
embed-tell-about = Tick this only if you want to. { $site } gets how soon to get help and the version of the rules, and none of your answers.
