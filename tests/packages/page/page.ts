// A page of somebody else's that takes the element from npm.
import 'crampwise';
import type { CrampResult } from 'crampwise';

const check = document.querySelector('cramp-check');
if (!check) throw new Error('the page has no element');

check.addEventListener('cramp-step', ({ detail }) => {
  const index: number = detail.index;
  document.documentElement.dataset.step = String(index);
});
check.addEventListener('cramp-complete', (event) => {
  const result: CrampResult | undefined = event.detail.result;
  if (result?.tier === 'emergency') console.info(result.rulesetVersion);
});
check.addEventListener('cramp-before-share', (event) => event.preventDefault());
// Events come up through the page.
document.body.addEventListener('cramp-error', ({ detail }) => console.error(detail.code));

// The tests wait for this.
customElements.whenDefined('cramp-check').then(() => (document.documentElement.dataset.ready = ''));
