// Loads pages in turn in headless Chromium, as on a slow phone, and prints what each load took, one JSON object a line.
//
//   node measure.cjs CHROMIUM RUNS PAGES
//
// PAGES is a list, as JSON: each with its `name`, the `folder` that is served, the `selector` of what is there once it is
// ready, and, where more is loaded once somebody goes on, what is pressed then as `press`.
//
// ready  ms until an element that `selector` names is there and can be seen (the page itself counts as seen)
// tbt    ms that tasks took beyond 50 ms each, until the page had been still for a while
// cls    how far things moved without the reader's doing
// first  bytes on the wire until it was ready, heads and brotli included
// bytes  the same for all that the page asks for until it has been still for a while
// gone   the same with what it asks for after the press
// heap   bytes that JavaScript and WebAssembly hold when the page is still, after what nobody needs was collected
// wasm   those of them that are memory of WebAssembly
// onward ms until the part of the program had come that `part` begins the name of, where the page names one
// kept   bytes that a worker loads beside the page, to keep them
const { about } = require('./machine.cjs');
const { serve, inBrowser, settled, throttle, seek, wholeHeap, watchMemory } = require('./pages.cjs');

const LONGEST_MS = 120_000;

const [, , executablePath, runs, list] = process.argv;
const pages = JSON.parse(list);

main();

async function main() {
  console.log(JSON.stringify({ machine: await about(executablePath) }));
  for (const page of pages) Object.assign(page, await serve(page.folder));
  // In turn, so that a busy moment of the machine meets each page alike.
  for (let run = 0; run < Number(runs); run += 1) {
    for (const page of pages) console.log(JSON.stringify({ name: page.name, ...(await load(page)) }));
  }
  for (const page of pages) page.server.close();
  console.log(JSON.stringify({ machine: await about(executablePath) }));
}

// Loads a page in a browser of its own, which remembers nothing.
async function load({ address, selector, press, part, sent, size }) {
  return inBrowser(executablePath, async (page, devtools) => {
    let bytes = 0;
    const asked = new Map();
    devtools.on('Network.requestWillBeSent', (it) => asked.set(it.requestId, it.request.url));
    // What a worker hands on, the page has asked for all the same.
    devtools.on('Network.loadingFinished', (it) => { bytes += it.encodedDataLength || size(asked.get(it.requestId)); });
    const before = sent.bytes;
    await throttle(devtools);
    await page.addInitScript(watchMemory);
    await page.addInitScript(`(${seek})(${JSON.stringify(selector)}, (at) => (window.measured.ready ??= at))`);
    await page.addInitScript(watch);
    await page.goto(address, { waitUntil: 'commit' });
    await page.waitForFunction(() => window.measured.ready !== null, null, { timeout: LONGEST_MS });
    const first = bytes;
    await settled(sent);
    const measured = await page.evaluate(() => window.measured);
    const heap = await wholeHeap(page, devtools);
    const onward = part && await page.evaluate((it) => performance.getEntriesByType('resource').find(({ name }) => name.includes(it))?.responseEnd, part);
    const still = bytes;
    if (press) {
      await page.locator(press).first().click();
      await settled(sent);
    }
    return { ...measured, onward, first, bytes: still, gone: bytes, ...heap, kept: Math.max(0, sent.bytes - before - bytes) };
  });
}

// Runs in the page, before anything of its own.
function watch() {
  const measured = { ready: null, tbt: 0, cls: 0 };
  window.measured = measured;
  const observe = (type, add) => new PerformanceObserver((list) => list.getEntries().forEach(add)).observe({ type, buffered: true });
  observe('longtask', (it) => { measured.tbt += Math.max(0, it.duration - 50); });
  observe('layout-shift', (it) => { if (!it.hadRecentInput) measured.cls += it.value; });
}
