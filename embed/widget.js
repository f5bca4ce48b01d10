// The self-assessment in an element: put in place by the loader once somebody wants it. The program builds what is seen;
// here it is fitted into the host page: its sheet, its parts and headings, its colours, its events.

const SHEET = __SHEET__;
const ASK = { BACK: 0, START_OVER: 1, US: 2, METRIC: 3, EXPORT: 4, RESTORE: 5, DRAFT: 6, GO_ON: 7, TIER: 8, MODE: 9, LINK: 11, LAYOUT: 12 };
/** How what is behind a # begins where it is a link of ours. */
const LINK = /^#[a-z]\d+\./i;

/** What a host page can style by `::part()`, and what has it. */
const PARTS = [
  ['header', 'h1'],
  ['progress', 'progress, .progress'],
  ['question', '.question, .group'],
  ['legend', 'legend'],
  ['hint', '.hint'],
  ['option', '.row, .pill, .tick, .choice'],
  ['input', 'input, select, textarea'],
  ['error', '.amiss'],
  ['actions', '.actions'],
  ['button-primary', '.go'],
  ['button-secondary', '.small, .quiet'],
  ['result', '.screen:has(.care-card)'],
  ['care-card', '.care-card'],
  ['chart', '.bar, .ring'],
  ['table', 'table'],
];

/** Colours of ours that a host page may change, each with the ground or the letters it must stand out from. */
const PAIRS = [
  ['text', 'page', 'surface', 'accent-wash'],
  ['muted', 'page', 'surface'],
  ['accent', 'page', 'surface'],
  ['on-accent', 'accent'],
  ['emergency', 'on-emergency', 'emergency-wash'],
  ['urgent', 'urgent-wash'],
  ['soon', 'soon-wash'],
  ['selfcare', 'selfcare-wash'],
  ['surface', 'text'],
];
const ENOUGH = 4.5;

/** What a host may fill in: never a danger sign, and nothing about the body. */
const PREFILLED = ['intent', 'for-whom'];

const KINDS = { 4: 'persistent', 5: 'memory', 6: 'quota' };

let sheet;
try {
  // One length for all sizes, whatever the host page makes of `rem`.
  CSS.registerProperty({ name: '--_rem', syntax: '<length>', inherits: true, initialValue: '16px' });
} catch {}

const placed = new Set();
let is_dead = false;
// A program that stopped answers nobody any more: each host gets its own words back.
const stop = () => {
  is_dead = true;
  for (const it of [...placed]) it.inner.fail(stopped());
};
/** Calls the program, which may stop. */
const call = (what) => {
  try {
    return what();
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) stop();
    throw error;
  }
};
const stopped = () => Object.assign(new Error('the program stopped; load the page again'), { code: 'program' });

let evidence;

export const place = (with_what) => {
  if (is_dead) throw stopped();
  with_what.glue.when_stopped(stop);
  return new Place(with_what);
};

class Place {
  #n = 0;
  #started_at;
  #step;
  #kind;
  #is_result = false;
  #is_told = false;
  #has_place = false;
  #last_height;

  constructor({ element, shadow, inner, glue, make, words, evidence: fetch_evidence }) {
    Object.assign(this, { element, inner, glue, make, words });
    this.is_frame = element.hasAttribute('data-frame');
    this.site = location.hostname || location.protocol;
    sheet ??= new CSSStyleSheet();
    if (!sheet.cssRules.length) sheet.replaceSync(SHEET);

    this.root = make('div', { className: 'widget', lang: 'en' });
    this.root.part = 'base';
    this.shell = make('div', { className: 'shell fresh' }, this.root);
    this.#direct();
    const around = [...this.#consent(), this.#about()];
    const foot = make('div', { className: 'around' }, make('slot', { name: 'disclaimer-extra' }), ...around);

    const { namespace, storage } = element;
    const is_kept = storage === 'auto' && !element.noHistory;
    const host = {
      storage: () => (element.noHistory || storage === 'none' || element.mode === 'kiosk' ? null : storage === 'session' ? sessionStorage : localStorage),
      evidence: () => {
        evidence ??= fetch_evidence().then((it) => it.json());
        evidence.catch(() => (evidence = undefined));
        return evidence;
      },
      // What is shared there is opened on a page of its own.
      home: () => (element.noShare ? null : new URL(element.href, document.baseURI).href.replace(/[?#].*/, '')),
      framed: this.is_frame,
      // Results stay apart here from those of other sites, or go with the tab.
      get apart() {
        return element.noHistory || element.mode === 'kiosk' ? undefined : true;
      },
      may_share: (kind) => this.#fire('before-share', { kind }, true),
      save: (name, type, text) => this.#save(name, type, text),
      tell: (...news) => queueMicrotask(() => this.#hear(...news)),
    };
    this.is_kept = is_kept;
    const name = /^[a-z0-9-]{1,24}$/.test(namespace) ? namespace : 'default';
    this.number = call(() => glue.mount(this.root, name, is_kept ? +!this.is_frame : 2, host));
    // What stood there goes once ours is ready.
    shadow.adoptedStyleSheets = [sheet];
    shadow.replaceChildren(make('slot', { name: 'intro' }), this.shell);
    this.root.append(foot);
    placed.add(this);

    this.#fit();
    this.watcher = new MutationObserver(() => this.#fit());
    this.watcher.observe(this.root, { childList: true, subtree: true });
    // Told in the next frame: where what follows changes the height again at once, the page would hear of an error.
    this.sizer = new ResizeObserver(() => requestAnimationFrame(() => this.#measure()));
    this.sizer.observe(this.root);
    this.#contrast();
    this.schemes = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((it) => matchMedia(it));
    for (const it of this.schemes) it.onchange = () => this.#contrast();
    // Host pages change their colours by a class or a style at their root, as their readers choose.
    this.painter = new MutationObserver(() => this.#contrast());
    for (const it of [document.documentElement, document.body, element]) {
      this.painter.observe(it, { attributeFilter: ['class', 'style', 'data-theme'] });
    }
    this.back = () => {
      if (!this.#has_place) return;
      this.#has_place = false;
      this.ask(ASK.BACK);
    };
    addEventListener('popstate', this.back);
  }

  /** What waits until the element answers. */
  begin() {
    for (const it of ['units', 'layout', 'mode']) this.changed(it);
    const { prefill, token } = this.inner;
    const { hash } = new URL(this.element.getAttribute('href') ?? '', document.baseURI);
    if (token) this.resume(token);
    // What came in a link to the page of its own is shown here.
    else if (this.element.hasAttribute('href') && LINK.test(hash)) this.ask(ASK.LINK, hash);
    else if (this.element.preset) this.changed('preset');
    else if (prefill && typeof prefill === 'object') {
      const known = Object.entries(prefill).filter(([item]) => PREFILLED.includes(item));
      const draft = JSON.parse(this.ask(ASK.DRAFT));
      if (known.length) this.ask(ASK.GO_ON, JSON.stringify({ ...draft, answers: Object.fromEntries(known) }));
    }
    this.inner.set_state('ready');
    const { version, rulesetVersion } = this.element;
    // What the program has told by now, where it keeps things for one, is still on its way here.
    queueMicrotask(() => placed.has(this) && this.#fire('ready', { version, rulesetVersion, storage: this.#kind ?? KINDS[5] }));
  }

  ask(what, text = '') {
    return call(() => this.glue.ask(this.number, what, text));
  }

  changed(name) {
    if (name === 'units' || name === 'lang') {
      const { units } = this.element;
      // The words are English; the country of the page, else of the reader, tells what things are measured in.
      const lang = this.element.closest('[lang]')?.lang;
      const country = /-[a-z]{2}$/i.test(lang) ? lang : navigator.language;
      const is_us = units === 'us' || (units !== 'metric' && /-(US|LR|MM)$/i.test(country));
      this.ask(is_us ? ASK.US : ASK.METRIC);
    }
    if (name === 'layout') this.ask(ASK.LAYOUT, this.element.layout);
    if (name === 'mode') this.ask(ASK.MODE, this.element.mode);
    if (name === 'preset' && this.element.preset) this.ask(ASK.LINK, `#${this.element.preset}`);
    if (name === 'theme') this.#contrast();
    if (name === 'dir') this.#direct();
    if (name === 'heading-level') this.#fit();
    if (name === 'share-answers') this.consent.hidden = !this.element.shareAnswers;
  }

  get result() {
    const { shareAnswers, rulesetVersion } = this.element;
    if (!this.#is_result || !shareAnswers || !this.box.checked) return null;
    return { tier: this.ask(ASK.TIER), rulesetVersion };
  }

  get token() {
    const draft = this.ask(ASK.DRAFT);
    // Until the part of the program that writes links is there, as it is kept.
    if (draft[0] !== '{') return draft;
    const bytes = new TextEncoder().encode(draft);
    return btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }

  resume(token) {
    let text = token;
    if (!/^a1\./i.test(token)) try {
      const bytes = atob(token.replace(/-/g, '+').replace(/_/g, '/'));
      text = new TextDecoder().decode(Uint8Array.from(bytes, (it) => it.charCodeAt(0)));
    } catch {}
    this.ask(ASK.GO_ON, text);
  }

  reset() {
    this.ask(ASK.START_OVER);
  }

  /** Has the part of the program that writes and reads files. */
  async #with_files() {
    await this.glue.load_late();
    if (!placed.has(this)) throw new Error('cramp-check: the element was taken away');
  }

  async exported(kind) {
    await this.#with_files();
    const text = this.ask(ASK.EXPORT);
    if (kind === 'json') return new Blob([text], { type: 'application/json' });
    if (kind === 'csv') return new Blob([as_csv(JSON.parse(text).entries)], { type: 'text/csv;charset=utf-8' });
    if (kind === 'fhir') return new Blob([JSON.stringify(as_fhir(JSON.parse(text).entries))], { type: 'application/fhir+json' });
    throw new TypeError(`cramp-check: cannot export "${kind}"; there are json, csv and fhir`);
  }

  async imported(text) {
    await this.#with_files();
    const counts = this.ask(ASK.RESTORE, text);
    if (!counts) throw new TypeError('cramp-check: this is no file of saved results');
    const [added, broughtBack, alreadyThere, unreadable, isCutShort] = counts;
    return { added, broughtBack, alreadyThere, unreadable, isCutShort: !!isCutShort };
  }

  free(is_failed) {
    placed.delete(this);
    this.watcher.disconnect();
    this.sizer.disconnect();
    this.painter.disconnect();
    for (const it of this.schemes) it.onchange = null;
    removeEventListener('popstate', this.back);
    if (!is_failed) call(() => this.glue.unmount(this.number));
  }

  #measure() {
    const height = Math.ceil(this.root.getBoundingClientRect().height);
    if (placed.has(this) && height !== this.#last_height) this.#fire('height', { height: (this.#last_height = height) });
  }

  #fire(name, detail, is_cancelable) {
    const event = new CustomEvent(`cramp-${name}`, { bubbles: true, composed: true, cancelable: !!is_cancelable, detail });
    return this.element.dispatchEvent(event);
  }

  /** What the program tells of itself: positions and places, no answer. */
  #hear(what, at, about) {
    if (!placed.has(this)) return;
    if (what > 3) {
      const kind = what === 4 && !this.is_kept ? 'memory' : what === 4 && this.is_frame ? 'partitioned' : KINDS[what];
      if (kind !== this.#kind) this.#fire('storage', { kind: (this.#kind = kind) });
      return;
    }
    if (what) this.shell.className = 'shell';
    // What was agreed to holds beside what stands behind a result, until something is asked again.
    if (what < 2) this.#is_result = this.#is_told = false;
    if (what === 2) this.#is_result = true;
    if (what === 1) {
      this.inner.set_state('inprogress');
      if (!this.#started_at) {
        this.#started_at = performance.now();
        this.#fire('start', { mode: this.element.mode });
      }
      if (this.#step !== (this.#step = `${at} ${about}`)) this.#fire('step', { index: at, about });
    } else if (what === 2) {
      this.inner.set_state('done');
      if (!this.#is_told) this.#complete();
      this.#is_told = true;
    } else if (what === 0) {
      this.#started_at = this.#step = undefined;
      this.inner.set_state('ready');
    }
    // Asked for by the host page, the browser's own way back leads to the screen before.
    if (this.element.backButton !== 'history') return;
    if (what && !this.#has_place) {
      history.pushState(history.state, '');
      this.#has_place = true;
    } else if (!what && this.#has_place) {
      this.#has_place = false;
      history.back();
    }
  }

  #complete() {
    const durationMs = Math.round(performance.now() - (this.#started_at ?? performance.now()));
    const { result } = this;
    this.#fire('complete', result ? { durationMs, result } : { durationMs });
  }

  /** Offers a file, from inside the element: no script of the host page takes the tap for one of its links. */
  #save(name, type, text) {
    const kind = name.split('.').pop();
    // The program says that it was not saved; a coach's key must not end with a file that is nowhere.
    if (!this.#fire('before-share', { kind }, true)) throw new Error('the page around lets no file out');
    const link = this.make('a', { href: URL.createObjectURL(new Blob([text], { type })), download: name, hidden: true });
    this.root.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  #direct() {
    const { dir } = this.element;
    this.root.dir = dir === 'rtl' || dir === 'auto' ? dir : 'ltr';
  }

  /** Parts and headings, for whatever the program has built since. */
  #fit() {
    for (const [name, selector] of PARTS) {
      for (const it of this.root.querySelectorAll(selector)) it.part.add(name);
    }
    const first = Math.min(6, Math.max(2, +this.element.headingLevel || 2));
    for (const it of this.root.querySelectorAll('h1, h2, h3')) {
      const level = String(Math.min(6, first + +it.localName[1] - 1));
      if (it.ariaLevel !== level) it.ariaLevel = level;
    }
  }

  /** Colours of the host page that could not be read are ignored: safety before branding. */
  #contrast() {
    const { style } = this.root;
    for (const [name] of PAIRS) style.removeProperty(`--cramp-color-${name}`);
    for (const [name, ...others] of PAIRS) {
      if (!getComputedStyle(this.element).getPropertyValue(`--cramp-color-${name}`).trim()) continue;
      const is_read = others.every((it) => contrast(this.root, name, it) >= ENOUGH);
      // What is not set falls back to ours.
      if (!is_read) style.setProperty(`--cramp-color-${name}`, 'initial');
    }
  }

  /** Whose page this is, and where a reader has one of their own. */
  #about() {
    const { make, words, is_frame, is_kept } = this;
    const about = make('p', {});
    const says = () => {
      if (!is_frame) return words.site.replace('{ $site }', this.site);
      return this.#kind === 'persistent' || this.#kind === 'partitioned' ? words.apart : words.nothing_kept;
    };
    about.textContent = says();
    if (is_frame) this.element.addEventListener('cramp-storage', () => (about.textContent = says()));
    const link = make('a', { href: this.element.href, target: '_blank', rel: 'noopener', textContent: words.own_page });
    return make('div', { className: 'foot' }, about, make('p', {}, link));
  }

  /** A host that asks for the result gets it when the person says so. */
  #consent() {
    const { make, words } = this;
    this.box = make('input', { type: 'checkbox', name: 'tell' });
    this.box.onchange = () => this.#is_result && this.box.checked && this.#complete();
    const named = (text) => text.replaceAll('{ $site }', this.site);
    const label = make('label', { className: 'tick' }, this.box, make('span', { textContent: named(words.tell) }));
    this.consent = make('div', { className: 'note', hidden: !this.element.shareAnswers }, label);
    this.consent.append(make('p', { textContent: named(words.tell_about) }));
    return [this.consent];
  }
}

/** The contrast of two of our colours as they are now, by WCAG 2. */
const contrast = (root, one, other) => {
  const both = [luminance(root, one), luminance(root, other)];
  return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
};

let canvas;
const luminance = (root, name) => {
  const probe = document.createElement('span');
  probe.style.color = `var(--_color-${name})`;
  root.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  // A canvas reads every way to write a colour.
  canvas ??= Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = [...canvas.getImageData(0, 0, 1, 1).data].map((it) => {
    const part = it / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  // What lets its ground shine through can be read on some grounds alone.
  if (alpha < 1) return NaN;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** Questions whose number may have a fraction. */
const DECIMALS = ['mass-before', 'mass-after', 'fluid-intake', 'urine-output'];

/** Saved results as FHIR R4: a collection of answers that people gave about themselves. The tier is no diagnosis. */
const as_fhir = (entries) => {
  const answer = (item, value) => {
    if (typeof value !== 'number') return { valueCoding: { system: `urn:crampwise:question:${item}`, code: value } };
    return DECIMALS.includes(item) ? { valueDecimal: value } : { valueInteger: value };
  };
  const resource = ({ id, rules, tier, for_whom, saved_at_ms, answers }) => ({
    resourceType: 'QuestionnaireResponse',
    id,
    extension: [{ url: 'urn:crampwise:tier', valueCode: tier }],
    questionnaire: `urn:crampwise:questionnaire|${rules}`,
    status: 'completed',
    ...(for_whom && { subject: { display: for_whom } }),
    authored: new Date(saved_at_ms).toISOString(),
    item: Object.entries(answers).map(([linkId, value]) => ({ linkId, answer: [value].flat().map((it) => answer(linkId, it)) })),
  });
  const entry = entries.filter((it) => it.answers && it.tier).map((it) => ({ fullUrl: `urn:crampwise:result:${it.id}`, resource: resource(it) }));
  return { resourceType: 'Bundle', type: 'collection', timestamp: new Date().toISOString(), entry };
};

/** Saved results as a table; what a spreadsheet would take for a formula is text. */
const as_csv = (entries) => {
  const items = [...new Set(entries.flatMap((it) => Object.keys(it.answers ?? {})))].sort();
  const own = ['saved_at', 'for_whom', 'rules', 'tier'];
  const cell = (value) => {
    const text = Array.isArray(value) ? value.join(' ') : String(value ?? '');
    return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  };
  const row = (it) => [new Date(it.saved_at_ms).toISOString(), it.for_whom, it.rules, it.tier, ...items.map((item) => it.answers?.[item])];
  return [[...own, ...items], ...entries.map(row)].map((it) => it.map(cell).join(',')).join('\r\n') + '\r\n';
};
