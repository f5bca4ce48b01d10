// Loads pages in turn in headless Chromium, as on a slow phone, and prints what each load took, one JSON object a line.
//
//   node measure.cjs CHROMIUM RUNS NAME FOLDER SELECTOR [NAME FOLDER SELECTOR]...
//
// ready  ms until an element that SELECTOR names is there and can be seen (the page itself counts as seen)
// tbt    ms that tasks took beyond 50 ms each, until the page had been still for a while
// cls    how far things moved without the reader's doing
// first  bytes on the wire until then, heads and brotli included
// bytes  the same for the whole load
const { serve, inBrowser } = require('./pages.cjs');

// "Slow 4G" and a middling phone, as Lighthouse has them.
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const SLOWER_BY = 4;
const STILL_MS = 1500;
const LONGEST_MS = 120_000;

const [, , executablePath, runs, ...rest] = process.argv;
const pages = [];
for (let i = 0; i + 2 < rest.length; i += 3) pages.push({ name: rest[i], folder: rest[i + 1], selector: rest[i + 2] });

main();

async function main() {
  for (const page of pages) Object.assign(page, await serve(page.folder));
  // In turn, so that a busy moment of the machine meets each page alike.
  for (let run = 0; run < Number(runs); run += 1) {
    for (const page of pages) {
      const measured = await load(page.address, page.selector);
      console.log(JSON.stringify({ name: page.name, ...measured }));
    }
  }
  for (const page of pages) page.server.close();
}

// Loads `address` in a browser of its own, which remembers nothing.
async function load(address, selector) {
  return inBrowser(executablePath, async (page, devtools) => {
    let bytes = 0;
    devtools.on('Network.loadingFinished', (it) => { bytes += it.encodedDataLength; });
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', NETWORK);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER_BY });
    await page.addInitScript(watch, selector);
    await page.goto(address, { waitUntil: 'commit' });
    await page.waitForFunction(() => window.measured.ready !== null, null, { timeout: LONGEST_MS });
    const first = bytes;
    await page.waitForTimeout(STILL_MS);
    return { ...(await page.evaluate(() => window.measured)), first, bytes };
  });
}

// Runs in the page, before anything of its own.
function watch(selector) {
  const measured = { ready: null, tbt: 0, cls: 0 };
  window.measured = measured;
  const observe = (type, add) => new PerformanceObserver((list) => list.getEntries().forEach(add)).observe({ type, buffered: true });
  observe('longtask', (it) => { measured.tbt += Math.max(0, it.duration - 50); });
  observe('layout-shift', (it) => { if (!it.hadRecentInput) measured.cls += it.value; });
  const look = () => {
    const found = document.querySelector(selector);
    if (found && found.getClientRects().length) measured.ready = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
