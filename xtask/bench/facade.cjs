// Taps the link of the self-assessment in an article of another site, and prints how long it takes until the first question
// is there, one JSON object a tap.
//
//   node facade.cjs CHROMIUM RUNS OURS ARTICLE EXAMPLE
//
// OURS is the folder that other sites load from, ARTICLE the page of such a site, EXAMPLE the address that it names for us.
//
// name   cold: nothing of ours was ever loaded but the loader; warm: the browser was here before; warm-slowed: the same with
//        the processor slowed; bare: the files of the cold tap, fetched and thrown away
// ms     from the tap to the frame in which the first question can be seen and pressed
// bytes  what was loaded from the tap until then, heads and brotli included
// files  how many files that were
// marks  for a cold tap: ms until each file was there, until the program ran, and until the question was there
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { about } = require('./machine.cjs');
const { serve, keptBrowser, settled, throttle, seek } = require('./pages.cjs');

const [, , executablePath, runs, ours, article, example] = process.argv;

main();

async function main() {
  console.log(JSON.stringify({ machine: await about(executablePath) }));
  const served = await serve(ours);
  const host = await serve(path.dirname(article), [example, served.address.slice(0, -1)]);
  // Another name of this machine is another site.
  const address = new URL(path.basename(article), host.address.replace('127.0.0.1', 'localhost')).href;
  for (let run = 0; run < Number(runs); run += 1) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'facade-'));
    const again = (how) => keptBrowser(executablePath, folder, (page, devtools) => tap(page, devtools, address, served.sent, how));
    try {
      const cold = await again({});
      console.log(JSON.stringify({ name: 'cold', ...cold.told }));
      console.log(JSON.stringify({ name: 'warm', ...(await again({ network: null, rate: 1 })).told }));
      console.log(JSON.stringify({ name: 'warm-slowed', ...(await again({})).told }));
      const bare = await again({ urls: cold.urls });
      console.log(JSON.stringify({ name: 'bare', ...bare.told }));
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }
  for (const { server } of [served, host]) server.close();
  console.log(JSON.stringify({ machine: await about(executablePath) }));
}

// Opens the article, taps, and waits for the first question; with `urls`, loads them past the cache instead.
async function tap(page, devtools, address, sent, { network, rate, urls }) {
  await page.addInitScript(watch);
  await page.addInitScript(`(${seek})('.choices .choice', (at) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => (window.tapped.question ??= performance.now());
    channel.port2.postMessage(0);
  })`);
  await page.goto(address, { waitUntil: 'load' });
  await page.waitForFunction(() => document.querySelector('cramp-check:defined') !== null);
  await settled(sent);
  const loading = new Map();
  devtools.on('Network.requestWillBeSent', (it) => loading.set(it.requestId, { url: it.request.url }));
  devtools.on('Network.loadingFinished', (it) => Object.assign(loading.get(it.requestId) ?? {}, { bytes: it.encodedDataLength }));
  await throttle(devtools, network, rate);
  if (urls) {
    const ms = await page.evaluate(async (all) => {
      const begun = performance.now();
      await Promise.all(all.map((it) => fetch(it, { cache: 'no-store' }).then((response) => response.arrayBuffer())));
      return performance.now() - begun;
    }, urls);
    return { told: { ms, bytes: sum(loading), files: loading.size } };
  }
  await page.locator('cramp-check > a:not([part])').tap();
  await page.waitForFunction(() => window.tapped.question > 0);
  const told = [...loading.values()].filter((it) => it.bytes > 0);
  const tapped = await page.evaluate(() => ({
    ...window.tapped,
    files: performance.getEntriesByType('resource')
      .filter((it) => it.startTime >= window.tapped.tap && it.responseEnd <= window.tapped.question)
      .map((it) => [it.name.split('/').pop(), Math.round(it.responseEnd - window.tapped.tap)]),
  }));
  const since = (at) => (at ? Math.round(at - tapped.tap) : null);
  const marks = { ...Object.fromEntries(tapped.files), runs: since(tapped.runs), ready: since(tapped.ready) };
  return {
    urls: told.map((it) => it.url),
    told: { ms: tapped.question - tapped.tap, bytes: sum(loading), files: told.length, marks },
  };
}

const sum = (loading) => [...loading.values()].reduce((all, it) => all + (it.bytes ?? 0), 0);

// Runs in the article, before anything of its own.
function watch() {
  const tapped = {};
  window.tapped = tapped;
  addEventListener('click', (it) => (tapped.tap ??= it.timeStamp), { capture: true });
  addEventListener('cramp-ready', () => (tapped.ready ??= performance.now()));
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const before = WebAssembly[name];
    WebAssembly[name] = (...all) => before.apply(WebAssembly, all).then((it) => ((tapped.runs ??= performance.now()), it));
  }
}
