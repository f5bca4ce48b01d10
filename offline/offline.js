// The page's side of working without a network: it starts the worker, says once that the page is kept, and offers a
// newer version where nothing is being answered. The page alone loads it, once it has its own files; an embed never does.
const { VERSION, PARTS, WORDS } = LIST;

const root = document.documentElement;
const widget = document.getElementById('crampwise');

/** Waits until the first screen answers: the worker's files must not come before the page's own. */
const isReady = new Promise((ready) => {
  const look = () => root.hasAttribute('data-ready') && (ready(), seen.disconnect());
  const seen = new MutationObserver(look);
  seen.observe(root, { attributes: true });
  look();
});

/** Whether the first screen is open with nothing chosen: the one place where nobody can lose an answer. */
const isBetween = () => Boolean(widget.querySelector('#intent')) && !widget.querySelector('.back, [aria-pressed="true"]');

const note = document.createElement('div');
note.className = 'note';
note.hidden = true;
note.setAttribute('role', 'status');

/** What the note says, once it may be seen. */
let says = null;
function look() {
  const foot = widget.querySelector('.foot');
  if (foot && !note.isConnected) foot.before(note);
  const isSeen = Boolean(says) && isBetween();
  if (note.hidden === !isSeen) return;
  note.hidden = !isSeen;
  if (isSeen) says.when();
}

function say(words, when, button) {
  const line = document.createElement('p');
  line.textContent = words;
  note.replaceChildren(line, ...(button ? [button] : []));
  note.hidden = true;
  says = { when };
  look();
}

function offer(registration) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'small';
  button.textContent = WORDS.take;
  button.addEventListener('click', () => {
    const { waiting } = registration;
    if (!waiting) return location.reload();
    // Not when it takes over but when that is done: in Safari it never is where the page goes away in the middle.
    waiting.addEventListener('statechange', () => waiting.state === 'activated' && location.reload());
    waiting.postMessage({ wants: true });
  });
  say(WORDS.newer, () => {}, button);
}

/** The worker is told that this page got ready, now and as soon as it has all its files. */
function hear(worker) {
  if (!worker) return;
  const tell = () => {
    const isWaiting = worker.state === 'installed';
    if (isWaiting || worker.state === 'activated') worker.postMessage({ ready: VERSION, isWaiting });
  };
  worker.addEventListener('statechange', tell);
  tell();
}

function link(rel, href, type) {
  const it = document.createElement('link');
  Object.assign(it, { rel, href, type });
  document.head.append(it);
}

/** Whether the page is of this version: a server that is just taking a new one may give some files of each. */
const isOwn = PARTS.every((it) => document.querySelector(`[href$="${it}"], [src$="${it}"]`));

await isReady;
document.querySelector('link[rel="icon"]')?.remove();
link('icon', 'icon.svg', 'image/svg+xml');
link('apple-touch-icon', 'icon-180.png', 'image/png');
link('manifest', 'manifest.webmanifest', 'application/manifest+json');

/** Some browsers refuse a worker, in a private window for one; the page works with a network all the same. */
const worker = () => {
  try {
    return isOwn ? navigator.serviceWorker : undefined;
  } catch {
    // In a sandbox without an origin even to ask is refused.
    return undefined;
  }
};
const registration = await worker()?.register('sw.js', { updateViaCache: 'none' }).catch((error) => {
  console.warn(`not kept for use without a network: ${error.message}`);
});
if (registration) {
  new MutationObserver(look).observe(widget, { childList: true, subtree: true, attributeFilter: ['aria-pressed'] });
  navigator.serviceWorker.addEventListener('message', ({ data, source }) => {
    if (data.isKept) say(WORDS.kept, () => source.postMessage({ told: true }));
    if (data.isNewer) offer(registration);
  });
  navigator.serviceWorker.startMessages();
  registration.addEventListener('updatefound', () => hear(registration.installing));
  [registration.active, registration.waiting, registration.installing].forEach(hear);
  // A page can stay open for weeks. Without a network there is nothing newer to be had.
  const update = () => document.visibilityState === 'visible' && registration.update().catch(() => {});
  document.addEventListener('visibilitychange', update);
  setInterval(update, 60 * 60 * 1000);
}
