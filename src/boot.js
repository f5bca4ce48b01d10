// Starts the program that the page names in its two preload links. Until it has started, the plain page stays.
const named = (rel) => document.querySelector(`link[rel="${rel}"]`);
const program = named('preload');
const root = document.getElementById('crampwise');
const name = document.title.split(' – ').pop();
let widget, glue, has_place, place = location.hash;
// What the address asks for. It never holds an answer.
const query = new URLSearchParams(location.search);
const mode = query.get('mode');

// A theme that is asked for takes the place of the reader's own: what the sheet keeps for a dark screen, or for more
// contrast, holds always or never.
const { documentElement: html } = document;
const theme = query.get('theme');
const rethemed = (rules) => {
  for (const { media, cssRules } of rules) {
    const of = /dark|more/.exec(media?.mediaText)?.[0];
    if (of) media.mediaText = of === (theme === 'contrast' ? 'more' : theme) ? 'all' : of === 'dark' ? 'not all' : media.mediaText;
    if (cssRules) rethemed(cssRules);
  }
};
if (/^(light|dark|contrast)$/.test(theme)) {
  const scheme = theme === 'dark' ? theme : 'light';
  html.style.colorScheme = scheme;
  for (const it of document.querySelectorAll('meta[media]')) it.media = it.media.includes(scheme) ? 'all' : 'not all';
  for (const it of document.styleSheets) rethemed(it.cssRules);
}

// What a worker keeps must not come before the page's own files, nor wait for one that never comes.
const keep_page = () => import('./offline.js');

const host = {
  // A device that many use keeps nothing.
  storage: () => (mode === 'kiosk' ? null : localStorage),
  evidence: () => fetch('evidence.json', { signal: AbortSignal.timeout?.(60000) }).then((it) => it.json()).finally(() => void keep_page()),
  home: () => (/^http/.test(location.protocol) ? location.origin + location.pathname : null),
  save(name, type, text) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    // Firefox follows only a link that is in the document, and Safari reads the address after the click has returned.
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  },
  // The document is called as its screen is, and the browser's own way back leads to the screen before.
  tell(what) {
    if (3 < what) return;
    // Whoever has saved twice wants to find it again. Some browsers ask the reader, so they are asked once.
    try {
      const is_second = what === 2 && Object.keys(host.storage()).filter((it) => /^cc1:[^:]+:e:/.test(it)).length === 2;
      if (is_second) navigator.storage.persist().catch(() => {});
    } catch {}
    requestAnimationFrame(() => (document.title = `${root.querySelector('h1').textContent} – ${name}`));
    if (what && !has_place) {
      history.pushState(null, '');
      has_place = true;
    } else if (!what && has_place) {
      has_place = false;
      history.back();
    }
  },
};
// The plain page, while the program stands in its place. Should the program stop, it comes back.
let plain;
const stop = () => {
  if (plain) root.replaceChildren(...plain);
  html.dataset.failed = '';
  plain = glue = undefined;
};
// Not called as what the program itself offers: as one file, the page is one script.
const request = (what, text = '') => {
  try {
    glue?.ask(widget, what, text);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) stop();
    throw error;
  }
};
// What came in a link stands in the address no longer than it takes to read it.
const open_link = () => {
  const { hash, pathname, search } = location;
  if (!glue || !/^#[a-z]\d/i.test(hash)) return false;
  history.replaceState(history.state, '', pathname + search);
  document.head.append(Object.assign(document.createElement('meta'), { name: 'robots', content: 'noindex' }));
  request(10, hash);
  return true;
};
addEventListener('hashchange', open_link);
addEventListener('popstate', () => {
  if (open_link()) return;
  // A place within the page is no way back.
  if (place !== (place = location.hash)) return;
  has_place = false;
  request(0);
});

try {
  // A browser waits for its storage when that is first asked for. Now, nobody waits with it.
  localStorage.length;
} catch {}
const early = [...root.querySelectorAll('.loading input')];
try {
  const [module, module_or_path] = await Promise.all([
    import(named('modulepreload').href),
    fetch(program.href, { integrity: program.integrity }),
  ]);
  await module.default({ module_or_path });
  // Loading the program was a task of its own. What the program takes the place of has been seen by then: a browser counts
  // a paint for what is still there when it reaches the screen. In the background nothing is painted, and some browsers
  // tell nothing.
  await new Promise((then) => {
    setTimeout(then, 100);
    if (window.PerformanceObserver) new PerformanceObserver(then).observe({ type: 'paint', buffered: true });
  });
  widget = module.mount(root, /^[a-z0-9-]{1,24}$/.exec(query.get('ns') ?? '')?.[0] ?? 'default', 0, host);
  // The program stands last. What stood there before comes back should it stop.
  plain = [...root.childNodes].slice(0, -1);
  for (const it of plain) it.remove();
  module.when_stopped(stop);
  glue = module;
  const [units, lang] = [query.get('units'), query.get('lang')];
  const country = /-[a-z]{2}$/i.test(lang) ? lang : navigator.language;
  if (units === 'us' || (units !== 'metric' && /-(US|LR|MM)$/i.test(country))) request(2);
  if (query.get('layout')) request(12, query.get('layout'));
  if (mode) request(9, mode);
  const preset = query.get('preset');
  open_link() || (preset && request(10, `#${preset}`));
  // What was chosen on the plain page is pressed on the program's own first screen, where that came up.
  const chosen = early.find((it) => it.checked)?.parentNode.textContent;
  [...root.querySelectorAll('button')].find((it) => it.textContent === chosen)?.click();
  html.dataset.ready = '';
  try {
    navigator.serviceWorker?.controller?.postMessage({ started: true });
  } catch {
    // In a sandbox without an origin even to ask is refused.
  }
  setTimeout(keep_page, 5000);
} catch (error) {
  stop();
  console.error(error);
}
