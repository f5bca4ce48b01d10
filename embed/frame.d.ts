/** What stands beside a frame with the self-assessment: it gives the frame its height, and hands its events on. */

import type { CrampAttributes } from './cramp-check.js';

/** What a page may set of the assessment in its frame. */
export type FrameAttributes = Pick<
  CrampAttributes,
  'lang' | 'dir' | 'theme' | 'units' | 'layout' | 'heading-level' | 'no-share' | 'no-history' | 'no-export'
>;

/** Sends the frame a command. The answer comes as the event `cramp-reply` of the frame. */
export interface FrameCommand {
  (name: 'set', more: { attrs: { [Name in keyof FrameAttributes]: FrameAttributes[Name] | null } }): void;
  (name: 'start' | 'reset' | 'focus'): void;
}

/** Speaks with the frame from now on; gives what sends it a command. */
export function connect(iframe: HTMLIFrameElement): FrameCommand;
