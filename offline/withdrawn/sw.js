// Takes a version back: put in the place of its `sw.js`, it lets go of every file that was kept and ends itself.
const OURS = `crampwise ${new URL('./', self.location).pathname} `;

async function letGo() {
  const kept = (await caches.keys()).filter((it) => it.startsWith(OURS));
  await Promise.all(kept.map((it) => caches.delete(it)));
  await self.registration.unregister();
}

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil(letGo()));
