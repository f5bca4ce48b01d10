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
  // An address that takes the place of one still on its way may come first and be replaced by it, or never be drawn. A frame
  // that is put in again has nothing else on its way.
  const mark = new Comment();
  iframe.replaceWith(mark);
  iframe.src = url.href;
  mark.replaceWith(iframe);
  let id = 0;
  const command = (name, more) =>
    iframe.contentWindow.postMessage(
      { crampCheck: VERSION, nonce, type: 'command', id: ++id, payload: { name, ...more } },
      url.origin,
    );
  frames.set(iframe, { nonce, origin: url.origin, command });
  return command;
};

addEventListener('message', ({ source, origin, data }) => {
  for (const [iframe, it] of frames) {
    if (source !== iframe.contentWindow || data?.crampCheck !== VERSION || data.nonce !== it.nonce) continue;
    const { type, payload } = data;
    const { height } = payload ?? {};
    // A frame in a sandbox has no origin: its height is all that is taken from it.
    if (origin !== it.origin && !(origin === 'null' && type === 'height')) continue;
    if (type === 'height' && 0 < height && height < 1e5) iframe.style.height = `${height}px`;
    if (type === 'event' && /^cramp-[a-z-]+$/.test(payload.name)) {
      iframe.dispatchEvent(new CustomEvent(payload.name, { bubbles: true, detail: payload.detail }));
    }
    if (type === 'reply') iframe.dispatchEvent(new CustomEvent('cramp-reply', { detail: { id: data.id, ...payload } }));
  }
});

for (const it of document.querySelectorAll('iframe[data-cramp-check]')) connect(it);
