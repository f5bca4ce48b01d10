### Said beside the page, by scripts of their own that are not part of the program: that it works without a network, that
### a newer version is there, and that it was taken back.

offline-kept = This page now works without a network too.
offline-newer = There is a newer version of this page.
offline-take = Load it now
offline-withdrawn = This page was taken back
offline-withdrawn-why = Something in its advice was not right. Do not go by an older result. Ask a doctor, a pharmacist or a health line about your cramps.
