// Beside a frame with the self-assessment: gives it its height, and hands its events on as events of the <iframe>.

const VERSION = 1;
const frames = new Map();

/** Speaks with the frame from now on; gives what sends it a command. */
export const connect = (iframe) => {
  if (frames.has(iframe)) return frames.get(iframe).command;
  const url = new URL(iframe.src);
  let id = 0;
  const it = {
    origin: url.origin,
    n_tries: 0,
    command: (name, more) =>
      iframe.contentWindow.postMessage(
        { crampCheck: VERSION, nonce: it.nonce, type: 'command', id: ++id, payload: { name, ...more } },
        url.origin,
      ),
    // Each try has a nonce of its own, so that nothing is believed of one that is about to go.
    load() {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      it.nonce = btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').slice(0, 22);
      url.searchParams.set('parent', location.origin);
      url.searchParams.set('nonce', it.nonce);
      iframe.src = url.href;
    },
  };
  frames.set(iframe, it);
  it.load();
  return it.command;
};

addEventListener('message', ({ source, origin, data }) => {
  for (const [iframe, it] of frames) {
    if (source !== iframe.contentWindow || data?.crampCheck !== VERSION) continue;
    // The address that was there first may win a race; then the frame speaks without a nonce, and is asked again.
    if (data.nonce === '' && it.n_tries++ < 3) it.load();
    if (data.nonce !== it.nonce) continue;
    const { type, payload } = data;
    const { height } = payload ?? {};
    // A browser may take a frame that was just loaded anew for one that nobody sees, and draw nothing in it, until the page
    // around it is laid out again: this asks where the frame is.
    if (type === 'ready') new IntersectionObserver((_, observer) => observer.disconnect()).observe(iframe);
    // A frame in a sandbox has no origin: its height is all that is taken from it.
    if (origin !== it.origin && !(origin === 'null' && type === 'height')) continue;
    if (type === 'height' && 0 < height && height < 20000) iframe.style.height = `${height}px`;
    if (type === 'event' && /^cramp-[a-z-]+$/.test(payload.name)) {
      iframe.dispatchEvent(new CustomEvent(payload.name, { bubbles: true, detail: payload.detail }));
    }
    if (type === 'reply') iframe.dispatchEvent(new CustomEvent('cramp-reply', { detail: { id: data.id, ...payload } }));
  }
});

for (const it of document.querySelectorAll('iframe[data-cramp-check]')) connect(it);
