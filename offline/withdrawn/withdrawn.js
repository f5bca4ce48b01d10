// On the page that stands in the place of a withdrawn version: lets go of what a browser kept of it. Saved results stay.
const { pathname } = new URL('./', location.href);
const ours = `crampwise ${pathname} `;
const registration = await navigator.serviceWorker?.getRegistration();
await registration?.unregister();
const kept = 'caches' in window ? await caches.keys() : [];
await Promise.all(kept.filter((it) => it.startsWith(ours)).map((it) => caches.delete(it)));
document.documentElement.dataset.withdrawn = '';
