// The page in a frame: hands the element what the address asks for, and speaks with the page around it.
//
// The parent is spoken to only at the origin that the address names, and heard only from there, with the nonce of the
// address. Without a parent the frame says one thing to anybody: how tall it is.

const VERSION = 1;
const TAKEN = { lang: 'lang', mode: 'mode', layout: 'layout', theme: 'theme', units: 'units', ns: 'namespace', preset: 'preset' };
// What the page around may set later. Where answers are kept, and who gets the result, is not for a message to say.
const SETTABLE = ['lang', 'dir', 'theme', 'units', 'layout', 'heading-level', 'no-share', 'no-history', 'no-export'];
const EVENTS = ['ready', 'start', 'step', 'complete', 'before-share', 'storage', 'error'];

const sheet = new CSSStyleSheet();
sheet.replaceSync('body { margin: 0; font-family: system-ui, sans-serif; }');
document.adoptedStyleSheets = [sheet];

const query = new URLSearchParams(location.search);
const element = document.querySelector('cramp-check');
const nonce = query.get('nonce') ?? '';
const origin_of = (text) => {
  try {
    const url = new URL(text);
    return url.origin === text && /^https?:$/.test(url.protocol) ? text : null;
  } catch {
    return null;
  }
};
const parent_origin = origin_of(query.get('parent'));

for (const [name, attribute] of Object.entries(TAKEN)) {
  if (query.has(name)) element.setAttribute(attribute, query.get(name));
}
// As in an article, nothing is loaded before somebody wants it; but whoever asks for a result, a board or a link does.
if (location.hash || query.has('preset') || !/^(full|information)?$/.test(query.get('mode') ?? '')) element.loading = 'eager';

// A link may lead into the frame as well: what is behind its # goes to the element, and out of the address.
if (location.hash) {
  element.setAttribute('href', element.getAttribute('href') + location.hash);
  try {
    history.replaceState(null, '', location.pathname + location.search);
  } catch {}
}

const say = (type, payload, id) => {
  if (parent === window || (!parent_origin && type !== 'height')) return;
  const message = { crampCheck: VERSION, nonce, type, payload };
  if (id !== undefined) message.id = id;
  parent.postMessage(message, parent_origin ?? '*');
};

for (const name of EVENTS) element.addEventListener(`cramp-${name}`, ({ detail }) => say('event', { name: `cramp-${name}`, detail }));

// A page around that answers every height with another one would never come to rest: after some steps, each right after
// the one before and without the reader's doing, the frame keeps still.
const STEPS_AT_MOST = 12;
const AT_ONCE_MS = 500;
let [last, n_steps, stepped_at] = [0, 0, 0];
const measure = () => {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  const now = performance.now();
  if (stepped_at + AT_ONCE_MS < now) n_steps = 0;
  if (height === last || n_steps === STEPS_AT_MOST) return;
  n_steps += 1;
  stepped_at = now;
  last = height;
  say('height', { height });
};
for (const it of ['pointerdown', 'keydown']) {
  addEventListener(it, () => {
    n_steps = 0;
    measure();
  });
}
new ResizeObserver(measure).observe(document.documentElement);

const commands = {
  set: ({ attrs }) => {
    for (const [name, value] of Object.entries(attrs ?? {}).filter(([name]) => SETTABLE.includes(name))) {
      value === false || value === null ? element.removeAttribute(name) : element.setAttribute(name, value === true ? '' : value);
    }
  },
  start: () => element.start(),
  reset: () => element.reset(),
  focus: () => element.focus(),
};

addEventListener('message', async ({ source, origin, data }) => {
  if (source !== parent || !parent_origin || origin !== parent_origin) return;
  if (data?.crampCheck !== VERSION || data.nonce !== nonce || data.type !== 'command') return;
  const { name } = data.payload ?? {};
  if (!Object.hasOwn(commands, name)) return;
  try {
    await commands[name](data.payload);
    say('reply', { ok: true }, data.id);
  } catch (error) {
    say('reply', { ok: false, message: error.message }, data.id);
  }
});

// A loader that was taken back, or is not the one that goes with this page, defines nothing.
if (element.version) say('ready', { version: element.version, rulesetVersion: element.rulesetVersion });
else say('event', { name: 'cramp-error', detail: { code: 'load', message: 'the loader could not be had, or was taken back' } });
