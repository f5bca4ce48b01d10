// In the place of the loader of a withdrawn version: what the host page wrote stands, and the host page is told why.
const code = 'withdrawn';
const message = 'this version was taken back: take a newer one';
console.error(`cramp-check: ${code}: ${message}`);
for (const it of document.querySelectorAll('cramp-check')) {
  it.dispatchEvent(new CustomEvent('cramp-error', { bubbles: true, composed: true, detail: { code, message } }));
}
