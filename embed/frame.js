// Beside a frame with the self-assessment: gives it its height, and hands its events on as events of the <iframe>.

const VERSION = 1;
const frames = new Map();

/** Speaks with the frame from now on; gives what sends it a command. */
export const connect = (iframe) => {
  if (frames.has(iframe)) return frames.get(iframe).command;
  const url = new URL(iframe.src);
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const nonce = btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').slice(0, 22);
  url.searchParams.set('parent', location.origin);
  url.searchParams.set('nonce', nonce);
  let id = 0;
  const command = (name, more) =>
    iframe.contentWindow.postMessage(
      { crampCheck: VERSION, nonce, type: 'command', id: ++id, payload: { name, ...more } },
      url.origin,
    );
  const it = { nonce, origin: url.origin, command, n_tries: 0 };
  frames.set(iframe, it);
  // The address that was there first may win a race; then the frame speaks without our nonce, and is asked again.
  iframe.addEventListener('load', () =>
    setTimeout(() => {
      if (!it.heard && it.n_tries++ < 3) iframe.src = url.href;
    }, 500),
  );
  iframe.src = url.href;
  return command;
};

addEventListener('message', ({ source, origin, data }) => {
  for (const [iframe, it] of frames) {
    if (source !== iframe.contentWindow || data?.crampCheck !== VERSION || data.nonce !== it.nonce) continue;
    it.heard = true;
    const { type, payload } = data;
    const { height } = payload ?? {};
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
