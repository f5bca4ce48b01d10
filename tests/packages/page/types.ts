// Compiled and never run: what the types of the package allow, and what they refuse.
import type { CrampCheck, CrampEvents } from 'crampwise';
import { connect } from 'crampwise/frame';

const made: CrampCheck = document.createElement('cramp-check');
made.loading = 'visible';
made.noHistory = true;
// @ts-expect-error There is no such way to load.
made.loading = 'never';
// @ts-expect-error A switch is on or off.
made.noHistory = 'yes';
// @ts-expect-error Nobody fills in a danger sign for somebody else.
made.prefill = { 'rf-pop': 'yes' };
// @ts-expect-error What the element says of itself is not for others to set.
made.state = 'done';
// @ts-expect-error There is no such event.
export const told: keyof CrampEvents = 'cramp-emergency';

export const file: Promise<Blob> = made.exportData('csv');
export const system: Promise<Blob> = made.exportData('fhir');
made.mode = 'board';
made.layout = 'single';
const frame = connect(document.createElement('iframe'));
frame('set', { attrs: { theme: 'dark', layout: null } });
frame('reset');
// @ts-expect-error Where answers are kept is not for a message to say.
frame('set', { attrs: { storage: 'none' } });
// @ts-expect-error There is no such form.
made.exportData('xml');
made.addEventListener('cramp-step', ({ detail }) => {
  // @ts-expect-error No event tells an answer.
  detail.answer;
});
