// Defines the element <cramp-check>. Until somebody wants it, what the host page wrote inside the element stands there as it
// is, and nothing is asked of the network; then the program is loaded, checked, and put in its place. Whatever fails leaves
// the host's own words standing.

// The page of its own, which goes with this version.
const HOME = __HOME__;
// Files of this version, with their digests: an import inside a module is not covered by the integrity of its tag.
const FILES = __FILES__;
// In the package from npm a bundler takes the scripts along, and may change them on the way: there they are imported.
const IMPORTS = __IMPORTS__;
const WORDS = __WORDS__;
const MODES = ['full', 'information', 'result', 'board', 'kiosk'];

/** Attributes that are there or not; the others are texts. */
const SWITCHES = ['no-share', 'no-history', 'no-print', 'no-export', 'share-answers'];
const TEXTS = {
  mode: 'full',
  layout: 'steps',
  lang: '',
  dir: '',
  theme: 'auto',
  loading: 'click',
  storage: 'auto',
  namespace: 'default',
  units: 'auto',
  preset: '',
  href: HOME,
  'heading-level': '2',
  'back-button': 'inside',
};

class Failure extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}
const lost = (what) => new Failure('load', `${what} could not be had, or is not the file it should be`);

const address = (name) => new URL(FILES[name][0], HOME).href;
const make = (tag, properties, ...children) => {
  const it = Object.assign(document.createElement(tag), properties);
  it.append(...children);
  return it;
};

// A page that wants trusted types lets us in by naming this policy.
let policy;
const trusted = (url) => {
  try {
    policy ??= trustedTypes.createPolicy('crampwise', { createScriptURL: (it) => it });
  } catch {}
  return policy ? policy.createScriptURL(url) : url;
};

const linked = (rel, name, more) =>
  make('link', { rel, href: address(name), crossOrigin: 'anonymous', integrity: FILES[name][1], ...more });

let is_near;
const prepare = () => {
  if (is_near) return;
  is_near = true;
  for (const it of ['widget', 'glue']) IMPORTS ? script(it).catch(() => {}) : document.head.append(linked('modulepreload', it));
  document.head.append(linked('preload', 'program', { as: 'fetch', integrity: '' }));
};

// A script element has its digest checked by every browser; the import that follows gets the module that was checked.
const checked = (name) =>
  new Promise((done, fail) => {
    const src = address(name);
    const mine = [...document.scripts].find((it) => it.src === import.meta.url);
    const it = make('script', {
      type: 'module',
      crossOrigin: 'anonymous',
      integrity: FILES[name][1],
      nonce: mine?.nonce ?? '',
      onload: () => done(import(src)),
      onerror: () => fail(lost(src)),
    });
    try {
      it.src = trusted(src);
    } catch {
      fail(new Failure('trusted-types', 'this page wants trusted types and does not allow the policy "crampwise"'));
    }
    document.head.append(it);
  });

const imported = (name) =>
  IMPORTS[name]().catch(() => {
    throw lost(`the script "${name}"`);
  });

const script = IMPORTS ? imported : checked;

const fetched = async (name) => {
  try {
    const response = await fetch(address(name), { integrity: FILES[name][1], signal: AbortSignal.timeout?.(60000) });
    if (response.ok) return response;
  } catch {}
  throw lost(address(name));
};

const start = async () => {
  if (!globalThis.WebAssembly) throw new Failure('wasm', 'this browser has no WebAssembly');
  const [widget, glue, program] = await Promise.all([script('widget'), script('glue'), fetched('program')]);
  try {
    await glue.default({ module_or_path: program });
  } catch (error) {
    throw new Failure('wasm', `the program was refused: ${error.message}`);
  }
  return (element, shadow, inner) =>
    widget.place({ element, shadow, inner, glue, make, words: WORDS, evidence: () => fetched('evidence') });
};
// One program for all elements of a page.
let program;

// Until it is wanted the element is laid out as if we were not there: what it was before it was defined, it stays.
const [facade, busy] = [__FACADE__, __BUSY__].map((text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
});

class CrampCheck extends HTMLElement {
  static observedAttributes = [...SWITCHES, ...Object.keys(TEXTS)];

  #inner = { state: 'idle' };
  #shadow = this.attachShadow({ mode: 'open' });
  #loading;
  #watcher;
  #is_watched;

  constructor() {
    super();
    try {
      this.#inner.internals = this.attachInternals();
    } catch {}
    this.#stand();
    for (const it of ['pointerenter', 'focusin']) this.addEventListener(it, () => this.#inner.state === 'idle' && prepare());
    this.addEventListener('click', (event) => this.#click(event));
  }

  connectedCallback() {
    // What was set before the element was defined is an own property that hides ours.
    for (const name of Object.keys(this)) {
      if (name in CrampCheck.prototype) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    this.#fall_back();
    this.#is_watched = true;
    this.#watch();
  }

  /** Loads without a tap, where the host page says so. */
  #watch() {
    if (this.#inner.placed || this.#loading) return;
    this.#watcher?.disconnect();
    // What comes without a tap has its room from now on.
    const comes = /^(eager|visible)$/.test(this.loading);
    this.#shadow.adoptedStyleSheets = comes ? [facade, busy] : [facade];
    if (this.loading === 'eager') this.load().catch(() => {});
    if (this.loading === 'visible') {
      this.#watcher = new IntersectionObserver(
        (seen) => seen.some((it) => it.isIntersecting) && this.load().catch(() => {}),
        { rootMargin: '200px' },
      );
      this.#watcher.observe(this);
    }
  }

  disconnectedCallback() {
    this.#is_watched = false;
    // An element that is moved is back at once, and keeps what was answered.
    queueMicrotask(() => this.isConnected || this.#free());
  }

  adoptedCallback() {
    this.#free();
  }

  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    this.#inner.placed?.changed(name);
    if (name === 'loading' && this.#is_watched) this.#watch();
  }

  get state() {
    return this.#inner.state;
  }
  get result() {
    return this.#inner.placed?.result ?? null;
  }
  get version() {
    return __VERSION__;
  }
  get rulesetVersion() {
    return __RULES__;
  }
  get prefill() {
    return this.#inner.prefill ?? null;
  }
  set prefill(value) {
    this.#inner.prefill = value;
  }
  get resumeToken() {
    return this.#inner.placed?.token ?? this.#inner.token ?? '';
  }
  set resumeToken(value) {
    this.#inner.token = value;
    this.#inner.placed?.resume(value);
  }

  /** Loads the program and puts it in place; rejects where that fails, with the fallback standing. */
  load() {
    return (this.#loading ??= this.#load());
  }
  /** As a tap on the fallback's link: loads, and moves the focus there. */
  async start() {
    await this.load();
    this.focus();
  }
  /** Forgets this run, and shows the first screen. */
  reset() {
    this.#inner.placed?.reset();
  }
  focus(options) {
    (this.#shadow.querySelector('h1') ?? this.#link() ?? this.#shadow.querySelector('a'))?.focus(options);
  }
  async exportData(kind = 'json') {
    await this.load();
    return this.#inner.placed.exported(kind);
  }
  async importData(blob) {
    await this.load();
    return this.#inner.placed.imported(await blob.text());
  }

  /** The link of the fallback that leads to the self-assessment. */
  #link() {
    return [...this.querySelectorAll('a[href]')].find((it) => it.href.split('#')[0] === this.href);
  }

  #click(event) {
    const link = event.composedPath().find((it) => it.localName === 'a');
    const is_plain = !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    // A second tap while it loads, or one after it failed, follows the link.
    if (this.#loading || this.#inner.state === 'error' || event.defaultPrevented || !is_plain || !link) return;
    if (link !== this.#link() && link.getRootNode() !== this.#shadow) return;
    event.preventDefault();
    this.start().catch(() => {});
  }

  /** Shows what the host page wrote. */
  #stand() {
    const link = make('a', { href: this.href, hidden: true, textContent: WORDS.start });
    const status = make('p', { hidden: true });
    link.part = 'button-primary';
    status.setAttribute('role', 'status');
    const slot = make('slot', { onslotchange: () => this.#fall_back() });
    slot.part = 'base facade';
    this.#shadow.replaceChildren(make('slot', { name: 'intro' }), slot, link, status);
    this.#shadow.adoptedStyleSheets = [facade];
    this.#inner.status = (text) => {
      status.hidden = !text;
      status.textContent = text;
    };
    this.#inner.link = link;
  }

  /** A host that wrote no link to the self-assessment gets ours. */
  #fall_back() {
    Object.assign(this.#inner.link, { hidden: !!this.#link(), href: this.href });
  }

  #set_state(state) {
    this.#inner.state = state;
    const states = this.#inner.internals?.states;
    for (const it of ['loading', 'done']) {
      try {
        it === state ? states?.add(it) : states?.delete(it);
      } catch {}
    }
  }

  async #load() {
    const inner = this.#inner;
    inner.set_state = (state) => this.#set_state(state);
    inner.fail = (error) => this.#fail(error);
    this.#watcher?.disconnect();
    inner.set_state('loading');
    // The room is taken now, while a tap explains it: nothing below moves when the questions come.
    this.#shadow.adoptedStyleSheets = [facade, busy];
    inner.status(WORDS.loading);
    try {
      if (!MODES.includes(this.mode)) throw new Failure('mode', `this version has no mode "${this.mode}"`);
      program ??= start().catch((error) => {
        program = undefined;
        throw error;
      });
      const place = await program;
      if (!this.isConnected) throw new Failure('removed', 'the element was taken away before it was ready');
      inner.placed = place(this, this.#shadow, inner);
      inner.placed.begin();
    } catch (error) {
      this.#loading = undefined;
      this.#fail(error);
      throw error;
    }
  }

  #fail(error) {
    this.#inner.placed?.free(true);
    this.#inner.placed = undefined;
    this.#stand();
    this.#fall_back();
    if (error.code === 'removed') return this.#set_state('idle');
    this.#set_state('error');
    this.#inner.status(WORDS.failed);
    const [code, message] = [error.code ?? 'program', error.message];
    console.error(`cramp-check: ${code}: ${message}`);
    this.dispatchEvent(new CustomEvent('cramp-error', { bubbles: true, composed: true, detail: { code, message } }));
  }

  #free() {
    this.#watcher?.disconnect();
    this.#watcher = undefined;
    if (!this.#inner.placed) return;
    this.#inner.placed.free();
    this.#inner.placed = this.#loading = undefined;
    this.#set_state('idle');
    this.#stand();
  }
}

const camel = (name) => name.replace(/-(.)/g, (_, it) => it.toUpperCase());
for (const name of SWITCHES) {
  Object.defineProperty(CrampCheck.prototype, camel(name), {
    get() {
      return this.hasAttribute(name);
    },
    set(value) {
      this.toggleAttribute(name, !!value);
    },
    configurable: true,
    enumerable: true,
  });
}
for (const [name, usual] of Object.entries(TEXTS)) {
  // `lang` and `dir` are every element's.
  if (name in HTMLElement.prototype) continue;
  Object.defineProperty(CrampCheck.prototype, camel(name), {
    get() {
      const value = this.getAttribute(name) ?? usual;
      return name === 'href' ? new URL(value, document.baseURI).href.split('#')[0] : value;
    },
    set(value) {
      this.setAttribute(name, value);
    },
    configurable: true,
    enumerable: true,
  });
}

if (!customElements.get('cramp-check')) customElements.define('cramp-check', CrampCheck);
export { CrampCheck };
