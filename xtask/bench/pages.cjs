// What the measurements share: a server that packs beforehand, a browser that remembers nothing, and middles.
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
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

// Serves the files of `folder`, packed beforehand, so that packing is not measured; gives the server and its address.
exports.serve = async (folder) => {
  const packed = new Map();
  for (const name of fs.readdirSync(folder, { recursive: true })) {
    const file = path.join(folder, name);
    if (fs.statSync(file).isFile()) packed.set(`/${name}`, zlib.brotliCompressSync(fs.readFileSync(file)));
  }
  const server = http.createServer((request, response) => {
    const asked = new URL(request.url, 'http://localhost').pathname;
    const name = asked === '/' ? '/index.html' : asked;
    const body = packed.get(name);
    if (!body) return response.writeHead(404).end();
    const type = TYPES[path.extname(name)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'br', 'cache-control': 'no-store' }).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, address: `http://127.0.0.1:${server.address().port}/` };
};

// Opens a page as wide as a phone in a browser of its own, hands it on with the browser's protocol, and closes it.
exports.inBrowser = async (executablePath, walk) => {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    return await walk(page, await page.context().newCDPSession(page));
  } finally {
    await browser.close();
  }
};

// The value that the share `at` of all values stays below or meets.
exports.quantile = (values, at) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(at * sorted.length) - 1)];
};
