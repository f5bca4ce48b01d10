// What the measurements share: a server that packs beforehand, a browser that remembers nothing, a slow phone, and what
// looks for things in a page.
const crypto = require('node:crypto');
const http = require('node:http');
const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');
const { chromium } = require('playwright-core');

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

// "Slow 4G" and a middling phone, as Lighthouse has them.
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const SLOWER_BY = 4;
const STILL_MS = 1500;
const LONGEST_MS = 60_000;

// Serves the files of `folder`, packed beforehand, so that packing is not measured, and to be kept as a release says; gives
// the server, its address, and what it has `sent`. With `instead`, pages say the second text in place of the first.
exports.serve = async (folder, instead = ['', '']) => {
  const files = new Map();
  for (const name of fs.readdirSync(folder, { recursive: true })) {
    const file = path.join(folder, name);
    if (!fs.statSync(file).isFile()) continue;
    let bytes = fs.readFileSync(file);
    if (name.endsWith('.html') && instead[0]) bytes = Buffer.from(bytes.toString().replaceAll(...instead));
    const body = zlib.brotliCompressSync(bytes);
    const head = {
      'content-type': TYPES[path.extname(name)] ?? 'application/octet-stream',
      'content-encoding': 'br',
      'content-length': body.length,
      'cache-control': /[-_][0-9a-f]{12,16}[._]/.test(name) ? 'max-age=31536000, immutable' : 'no-cache',
      'access-control-allow-origin': '*',
      etag: `"${crypto.createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`,
    };
    files.set(`/${name.replaceAll(path.sep, '/')}`, { body, head });
  }
  const sent = { bytes: 0, open: 0, at: 0 };
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = files.get(pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    if (!file) return response.writeHead(404).end();
    const { head, body } = file;
    const isKept = request.headers['if-none-match'] === head.etag;
    sent.open += 1;
    response.on('close', () => {
      sent.open -= 1;
      sent.at = performance.now();
      sent.bytes += (isKept ? 0 : body.length) + JSON.stringify(head).length;
    });
    if (isKept) response.writeHead(304, { etag: head.etag, 'cache-control': head['cache-control'] }).end();
    else response.writeHead(200, head).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const size = (address) => files.get(new URL(address).pathname)?.body.length ?? 0;
  return { server, sent, size, address: `http://127.0.0.1:${server.address().port}/` };
};

// Waits until nothing has been sent for a while.
exports.settled = async (sent) => {
  const begun = performance.now();
  while (sent.open || performance.now() - Math.max(sent.at, begun) < STILL_MS) {
    if (performance.now() - begun > LONGEST_MS) throw new Error('the page does not come to rest');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

// Makes a browser as slow as a phone; with a `network` of null its network stays as it is.
exports.throttle = async (devtools, network = NETWORK, rate = SLOWER_BY) => {
  await devtools.send('Network.enable');
  if (network) await devtools.send('Network.emulateNetworkConditions', network);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate });
};

// Runs in the page: tells `found` when something that `selector` names is there and can be seen, in whatever shadow. The
// page itself counts as seen.
exports.seek = (selector, found) => {
  const within = (root) => {
    const hit = root.querySelector(selector);
    if (hit) return hit;
    for (const it of root.querySelectorAll('*')) {
      const deeper = it.shadowRoot && within(it.shadowRoot);
      if (deeper) return deeper;
    }
    return null;
  };
  const look = () => {
    if (within(document)?.getClientRects().length) found(performance.now());
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

// Runs in the page, before anything of its own: remembers the memories of WebAssembly.
exports.watchMemory = () => {
  const memories = new Set();
  window.memories = memories;
  const note = (it) => {
    const exports = Object.values((it.instance ?? it).exports ?? {});
    exports.filter((one) => one instanceof WebAssembly.Memory).forEach((one) => memories.add(one));
    return it;
  };
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const before = WebAssembly[name];
    WebAssembly[name] = (...all) => before.apply(WebAssembly, all).then(note);
  }
};

// What JavaScript and WebAssembly hold, once what nobody needs is collected. The browser counts memory of WebAssembly
// apart from what else lies outside of its heap.
exports.wholeHeap = async (page, devtools) => {
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = await devtools.send('Runtime.getHeapUsage');
  const wasm = await page.evaluate(() => [...window.memories].reduce((sum, it) => sum + it.buffer.byteLength, 0));
  return { js: usedSize, buffers: backingStorageSize, wasm, heap: usedSize + backingStorageSize + wasm };
};

const PHONE = { viewport: { width: 390, height: 844 } };
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];

// Opens a page as wide as a phone in a browser of its own, hands it on with the browser's protocol, and closes it.
exports.inBrowser = async (executablePath, walk) => {
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  try {
    const page = await browser.newPage(PHONE);
    return await walk(page, await page.context().newCDPSession(page));
  } finally {
    await browser.close();
  }
};

// The same in a browser that remembers what its `folder` holds, and that is touched.
exports.keptBrowser = async (executablePath, folder, walk) => {
  const browser = await chromium.launchPersistentContext(folder, { executablePath, args: ARGUMENTS, ...PHONE, hasTouch: true });
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    return await walk(page, await browser.newCDPSession(page));
  } finally {
    await browser.close();
  }
};

// The value that the share `at` of all values stays below or meets.
exports.quantile = (values, at) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(at * sorted.length) - 1)];
};
