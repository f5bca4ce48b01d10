// Keeps the page at hand without a network. `cargo xtask` writes the list below from the real files of a build.
//
// A worker holds the files of one version and takes over only with all of them, each with its digest. The page itself
// comes from the network first, so that a correction is seen at once; what has a digest in its name comes from here
// first. A page that does not get as far as its first question is not shown twice: the one that last did takes its place.
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
/** What the page names that stands in the place of a version that was taken back. */
const TAKEN_BACK = 'src="withdrawn.js"';

const hasDigestInName = (name) => /-[0-9a-f]{12,}(_bg)?\.\w+$/.test(name);

/**
 * What is known beyond one run of a worker: `good`, the versions' cache that last got ready, and `proven`, the digest
 * of the page that last did; `trying`, one that has not told yet whether it is ready; `failed`, one that never did, and
 * `failedUntil`, how long it is left alone; `told`, that the reader knows; for each cache, since when it is there; and
 * for each page that is open, what `opened` keeps of it. Each is kept by itself: two workers, the old and the new, may
 * write at once.
 */
async function notes() {
  if (!(await caches.has(NOTES))) return {};
  const cache = await caches.open(NOTES);
  const all = (await cache.keys()).map(async (it) => [
    decodeURIComponent(new URL(it.url).search.slice(1)),
    await (await cache.match(it))?.json(),
  ]);
  return Object.fromEntries(await Promise.all(all));
}

const placeOf = (name) => `${HOME}?${encodeURIComponent(name)}`;

/** Where there is no room even for notes, the page is shown all the same. */
async function note(changes) {
  try {
    const cache = await caches.open(NOTES);
    const all = Object.entries(changes);
    const put = ([name, value]) => cache.put(placeOf(name), new Response(JSON.stringify(value)));
    await Promise.all(all.map(put));
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
  const keep = async () => {
    await opened(id, good, null);
    return kept;
  };
  const fresh = await pageFromNetwork(kept);
  if (!fresh) return kept ? keep() : Response.error();
  if ((await fresh.clone().text()).includes(TAKEN_BACK)) return takenBack(fresh);
  const digest = await digestOf(fresh);
  if (digest !== known.proven && kept && digest !== (await digestOf(kept))) {
    const hasFailed = known.trying === digest;
    if (hasFailed) {
      const failedUntil = Date.now() + LEFT_ALONE_MS[Number(known.failed === digest)];
      await note({ trying: null, failed: digest, failedUntil });
    }
    if (hasFailed || isLeftAlone(known, digest)) return keep();
    await note({ trying: digest });
  }
  await opened(id, null, digest);
  return fresh;
}

const isLeftAlone = (known, digest) => known.failed === digest && Date.now() < known.failedUntil;

/** This version was taken back: nothing of it may be shown once more, whatever becomes of the page that says so. */
async function takenBack(page) {
  const ours = (await caches.keys()).filter((it) => it.startsWith(OURS));
  await Promise.all(ours.map((it) => caches.delete(it)));
  await self.registration.unregister();
  return page;
}

async function file(request, name, id) {
  const from = (await notes())[pageOf(id)]?.from;
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

/** A page tells that its first screen answers. */
async function started(page) {
  const known = await notes();
  const digest = known[pageOf(page.id)]?.digest;
  if (!digest || digest !== known.trying) return;
  await note({ trying: null, proven: digest });
  if (known.failed === digest) await note({ failed: null });
}

/** A page of some version has all its files, and tells whether this worker still waits behind another. */
async function ready(version, isWaiting, page) {
  const known = await notes();
  if (version !== VERSION) {
    if (isWaiting && !isLeftAlone(known, FILES['./'])) page.postMessage({ isNewer: true });
    return letGo(known, () => false);
  }
  // A server may have given a page of one version and this script of the next.
  const own = known[pageOf(page.id)];
  if (own && own.from !== MINE && own.digest !== FILES['./']) return undefined;
  await self.skipWaiting();
  await letGo(known, (it) => it !== MINE && !(known[MINE] <= known[it]));
  await note({ good: MINE, proven: FILES['./'] });
  await opened(page.id, MINE, FILES['./']);
  if (known.trying === FILES['./']) await note({ trying: null });
  if (known.failed === FILES['./']) await note({ failed: null });
  if (!known.told) page.postMessage({ isKept: true });
  return undefined;
}

/** The reader wants the newer version: whatever came of it before, it is tried again. */
async function takeOver() {
  await note({ trying: null, failed: null });
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
    if (name === '' || name === 'index.html') event.respondWith(page(event.resultingClientId));
  } else if (name && name !== 'sw.js' && !name.includes('/')) {
    event.respondWith(file(request, name, event.clientId));
  }
});
