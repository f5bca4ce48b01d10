// Keeps the page at hand without a network. `cargo xtask` writes the list below from the real files of a build.
//
// A worker holds the files of one version and takes over only with all of them, each with its digest. The page itself
// comes from the network first, so that a correction is seen at once; what has a digest in its name comes from here
// first. In place of a page that does not get as far as its first question, the one that last did is shown the next time.
const { VERSION, FILES } = LIST;

const HOME = new URL('./', self.location).href;
const OURS = `crampwise ${new URL(HOME).pathname} `;
const MINE = OURS + VERSION;
const NOTES = `${OURS}notes`;
/** How long a page is waited for where one is at hand. */
const PATIENCE_MS = 4000;
const DAY_MS = 24 * 60 * 60 * 1000;
/**
 * How long a page that did not get ready is left alone: the first time, when it may have been closed too soon, and
 * the next.
 */
const LEFT_ALONE_MS = [10 * 60 * 1000, DAY_MS];
/** How many pages in a row are shown that never start and are each another. */
const MOST_STRAYS = 2;
/** What the page names that stands in the place of a version that was taken back. */
const TAKEN_BACK = 'src="withdrawn.js"';

const hasDigestInName = (name) => /-[0-9a-f]{12,}(_bg)?\.\w+$/.test(name);

/**
 * What is known beyond one run of a worker: `good`, the versions' cache that last got ready, and `proven`, the digest
 * of the page that last started; `trying`, one that has not told yet that it started; `failed`, one that never did, and
 * `failedUntil`, how long it is left alone; `strays`, how many others never did, and `strayedAt`, when the last was
 * shown; `told`, that the reader knows; for each cache, since when it is there; and for each page that is open, what
 * `opened` keeps of it. Each is kept by itself: two workers, the old and the new, may write at once.
 */
async function notes() {
  if (!(await caches.has(NOTES))) return { ...unkept };
  const cache = await caches.open(NOTES);
  const all = (await cache.keys()).map(async (it) => [
    decodeURIComponent(new URL(it.url).search.slice(1)),
    await (await cache.match(it))?.json(),
  ]);
  return { ...Object.fromEntries(await Promise.all(all)), ...unkept };
}

const placeOf = (name) => `${HOME}?${encodeURIComponent(name)}`;

/** Notes for which there was no room: they are known as long as this worker runs. */
const unkept = {};

async function note(changes) {
  Object.assign(unkept, changes);
  try {
    const cache = await caches.open(NOTES);
    const all = Object.entries(changes);
    const put = ([name, value]) => cache.put(placeOf(name), new Response(JSON.stringify(value)));
    await Promise.all(all.map(put));
    for (const [name, value] of all) if (unkept[name] === value) delete unkept[name];
  } catch (error) {
    console.warn(`not noted: ${error.message}`);
  }
}

/** The name of the notes of one page; an older browser does not say which page it asks for, and has one for all. */
const pageOf = (id) => `page ${'resultingClientId' in FetchEvent.prototype ? id : ''}`;

/**
 * Notes of the page `id` the cache that it came from, nothing where that was the network, its digest, and when. Of each
 * page by itself: what one that is going away tells must not give the next one files of another version.
 */
const opened = (id, from, digest) => note({ [pageOf(id)]: { from, digest, at: Date.now() } });

/** Lets go of versions older than this one that no open page needs, and forgets pages and versions that are gone. */
async function letGo(known, isOld) {
  const open = (await self.clients.matchAll({ includeUncontrolled: true })).map(({ id }) => pageOf(id));
  const inUse = open.map((it) => known[it]?.from);
  const kept = (await caches.keys()).filter((it) => it.startsWith(OURS) && it !== NOTES);
  await Promise.all(kept.filter((it) => isOld(it) && !inUse.includes(it)).map((it) => caches.delete(it)));
  const isGone = (it) => (it.startsWith('page ') && !open.includes(it)) || (it.startsWith(OURS) && !kept.includes(it));
  const since = (it) => known[it]?.at ?? known[it];
  const gone = Object.keys(known).filter((it) => isGone(it) && since(it) + DAY_MS < Date.now());
  const cache = await caches.open(NOTES);
  await Promise.all(gone.map((it) => cache.delete(placeOf(it))));
}

async function digestOf(response) {
  const sum = await crypto.subtle.digest('SHA-256', await response.clone().arrayBuffer());
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(sum)))}`;
}

/** Fetches every file of this version; one that is missing or not as it should be leaves nothing behind. */
async function take() {
  // Noted first: what is on its way is not taken for something old.
  await note({ [MINE]: Date.now() });
  const cache = await caches.open(MINE);
  try {
    await Promise.all(
      Object.entries(FILES).map(async ([name, integrity]) => {
        const response = await fetch(new URL(name, HOME), { cache: 'no-cache', integrity });
        if (!response.ok || response.redirected) throw new Error(`${name}: ${response.status}`);
        await cache.put(new URL(name, HOME), response);
      }),
    );
  } catch (error) {
    if ((await notes()).good !== MINE) await caches.delete(MINE);
    throw error;
  }
}

/** The page, if the network has one in time. */
async function pageFromNetwork(isKept) {
  const late = new AbortController();
  const timer = isKept && setTimeout(() => late.abort(), PATIENCE_MS);
  try {
    const response = await fetch(HOME, { cache: 'no-cache', signal: late.signal });
    const isPage = response.ok && !response.redirected && response.headers.get('content-type')?.startsWith('text/html');
    if (!isPage) return undefined;
    // Read to the end while it can still be given up.
    await response.clone().arrayBuffer();
    return response;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

async function page(id) {
  const known = await notes();
  const good = known.good && (await caches.has(known.good)) ? known.good : MINE;
  const kept = await caches.match(HOME, { cacheName: good });
  const show = async (response, from, digest) => {
    await opened(id, from, digest);
    return response;
  };
  const fresh = await pageFromNetwork(kept);
  if (!fresh) {
    // This version was taken, and the network was lost before it could be shown.
    const taken = good !== MINE && (await caches.match(HOME, { cacheName: MINE }));
    if (taken && (await isWorthTrying(FILES['./'], known))) return show(taken, MINE, FILES['./']);
    return kept ? show(kept, good, null) : Response.error();
  }
  if ((await fresh.clone().text()).includes(TAKEN_BACK)) return takenBack(fresh);
  const digest = await digestOf(fresh);
  const isNew = digest !== known.proven && kept && digest !== (await digestOf(kept));
  if (isNew && !(await isWorthTrying(digest, known))) return show(kept, good, null);
  return show(fresh, null, digest);
}

/** Whether a moment is still to come, within a day: a clock that was set back must not keep a good version away. */
const isAhead = (moment) => Date.now() < moment && moment <= Date.now() + DAY_MS;
const isLeftAlone = (digest, known) => known.failed === digest && isAhead(known.failedUntil);

/**
 * Whether a page is shown that has not started before. One that was shown, and never told that it started, is left alone
 * for a while; so is whatever comes after some that were each another, as those of a network that asks to sign in.
 */
async function isWorthTrying(digest, known) {
  const again = known.failed === digest;
  if (known.trying === digest) {
    await note({ trying: null, failed: digest, failedUntil: Date.now() + LEFT_ALONE_MS[Number(again)] });
    return false;
  }
  const { strays = 0, strayedAt } = known;
  const isStray = MOST_STRAYS <= strays && isAhead(strayedAt + LEFT_ALONE_MS[0]);
  if (isLeftAlone(digest, known) || (!again && isStray)) return false;
  await note({ trying: digest, ...(!again && { strays: strays + 1, strayedAt: Date.now() }) });
  return true;
}

/** This version was taken back: nothing of it may be shown once more, whatever becomes of the page that says so. */
async function takenBack(page) {
  try {
    await self.registration.unregister();
    const ours = (await caches.keys()).filter((it) => it.startsWith(OURS));
    await Promise.all(ours.map((it) => caches.delete(it)));
  } catch (error) {
    console.warn(`not let go: ${error.message}`);
  }
  return page;
}

async function file(request, name, id) {
  const [own, at] = [unkept[pageOf(id)], placeOf(pageOf(id))];
  const { from } = own ?? (await (await caches.match(at, { cacheName: NOTES }))?.json()) ?? {};
  const kept = await caches.match(new URL(name, HOME), { cacheName: from ?? MINE });
  if (kept && (from || hasDigestInName(name))) return kept;
  try {
    // What has no digest in its name must be of the same version as the page: an older one may lie in the browser's cache.
    const fresh = await fetch(request, { cache: hasDigestInName(name) ? 'default' : 'no-cache' });
    if (fresh.ok || !kept) return fresh;
  } catch (error) {
    if (!kept) throw error;
  }
  return kept;
}

/** Notes that this page starts, whatever another tab thought of it meanwhile. */
function prove(digest, known) {
  const settled = ['trying', 'failed'].filter((it) => known[it] === digest).map((it) => [it, null]);
  return note({ proven: digest, ...Object.fromEntries(settled) });
}

/** A page tells that its first screen answers. One that comes from here has nothing to prove. */
async function started(page) {
  const known = await notes();
  const digest = known[pageOf(page.id)]?.digest;
  if (!digest) return;
  await note({ strays: 0 });
  await prove(digest, known);
}

/** A page of some version has all its files, and tells whether this worker still waits behind another. */
async function ready(version, isWaiting, page) {
  const known = await notes();
  if (version !== VERSION) {
    if (isWaiting && !isLeftAlone(FILES['./'], known)) page.postMessage({ isNewer: true });
    return letGo(known, () => false);
  }
  // A server may have given a page of one version and this script of the next.
  const own = known[pageOf(page.id)];
  if (own && own.from !== MINE && own.digest !== FILES['./']) return undefined;
  // A browser that is short of room may have let go of it.
  if (!(await caches.match(HOME, { cacheName: MINE }))) await take();
  await self.skipWaiting();
  await note({ good: MINE });
  await opened(page.id, MINE, FILES['./']);
  await prove(FILES['./'], known);
  await letGo(known, (it) => it !== MINE && !(known[MINE] <= known[it]));
  if (!known.told) page.postMessage({ isKept: true });
  return undefined;
}

/** The reader wants the newer version: whatever came of it before, it is tried again. */
async function takeOver() {
  await note({ trying: null, failed: null, strays: 0 });
  await self.skipWaiting();
}

self.addEventListener('install', (event) => event.waitUntil(take()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', (event) => {
  const { started: hasStarted, ready: version, isWaiting, wants, told } = event.data;
  if (hasStarted) event.waitUntil(started(event.source));
  if (version) event.waitUntil(ready(version, isWaiting, event.source));
  if (wants) event.waitUntil(takeOver());
  if (told) event.waitUntil(note({ told: true }));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const [address] = request.url.split(/[?#]/);
  if (request.method !== 'GET' || !address.startsWith(HOME)) return;
  const name = address.slice(HOME.length);
  if (request.mode === 'navigate') {
    // A frame of another page beside this one is not ours to answer.
    if (name === '' || name === 'index.html') event.respondWith(page(event.resultingClientId).catch(() => fetch(request)));
  } else if (name && name !== 'sw.js' && !name.includes('/')) {
    event.respondWith(file(request, name, event.clientId).catch(() => fetch(request)));
  }
});
