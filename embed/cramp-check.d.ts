/** The self-assessment for leg cramps as an element. */

export type CrampState = 'idle' | 'loading' | 'ready' | 'inprogress' | 'done' | 'error';
export type CrampStorage = 'persistent' | 'memory' | 'quota' | 'partitioned';

/** What a host page gets where it asks by `share-answers` and the person agrees. */
export interface CrampResult {
  tier: 'self-care' | 'soon' | 'urgent' | 'emergency';
  rulesetVersion: string;
}

export interface ImportReport {
  added: number;
  broughtBack: number;
  alreadyThere: number;
  unreadable: number;
  isCutShort: boolean;
}

export interface CrampEvents {
  'cramp-ready': CustomEvent<{ version: string; rulesetVersion: string; storage: CrampStorage }>;
  'cramp-start': CustomEvent<{ mode: string }>;
  'cramp-step': CustomEvent<{ index: number; about: number }>;
  'cramp-complete': CustomEvent<{ durationMs: number; result?: CrampResult }>;
  /** Cancelable: nothing goes out then. `kind` is the ending of a file, or `copy`, `app`, `message`, `open` or `code` for a link. */
  'cramp-before-share': CustomEvent<{ kind: string }>;
  'cramp-storage': CustomEvent<{ kind: CrampStorage }>;
  'cramp-height': CustomEvent<{ height: number }>;
  'cramp-error': CustomEvent<{ code: 'load' | 'wasm' | 'trusted-types' | 'mode' | 'program' | 'withdrawn'; message: string }>;
}

export interface CrampAttributes {
  /** `result` shows the one that was saved last, or the one behind the # of `href`. */
  mode?: 'full' | 'information' | 'result' | 'board' | 'kiosk';
  layout?: 'steps' | 'single';
  lang?: string;
  dir?: 'ltr' | 'rtl' | 'auto';
  theme?: 'auto' | 'light' | 'dark' | 'contrast';
  loading?: 'click' | 'visible' | 'eager';
  storage?: 'auto' | 'none' | 'session';
  namespace?: string;
  units?: 'auto' | 'metric' | 'us';
  /** What stands behind the # of a coach's link: `p1.…` */
  preset?: string;
  href?: string;
  'heading-level'?: string | number;
  'back-button'?: 'inside' | 'history';
  'no-share'?: boolean;
  'no-history'?: boolean;
  'no-print'?: boolean;
  'no-export'?: boolean;
  'share-answers'?: boolean;
}

export class CrampCheck extends HTMLElement {
  mode: Required<CrampAttributes>['mode'];
  layout: Required<CrampAttributes>['layout'];
  theme: Required<CrampAttributes>['theme'];
  loading: Required<CrampAttributes>['loading'];
  storage: Required<CrampAttributes>['storage'];
  namespace: string;
  units: Required<CrampAttributes>['units'];
  preset: string;
  href: string;
  headingLevel: string;
  backButton: Required<CrampAttributes>['back-button'];
  noShare: boolean;
  noHistory: boolean;
  noPrint: boolean;
  noExport: boolean;
  shareAnswers: boolean;

  /** Taken when the program is put in place. Only `intent` and `for-whom`. */
  prefill: { intent?: string; 'for-whom'?: string } | null;
  /** The run so far, to go on with later. It carries answers: treat it as health data. */
  resumeToken: string;
  readonly state: CrampState;
  readonly result: CrampResult | null;
  readonly version: string;
  readonly rulesetVersion: string;

  load(): Promise<void>;
  start(): Promise<void>;
  reset(): void;
  focus(options?: FocusOptions): void;
  /** What it gives is health data. `fhir` is a bundle of FHIR R4. */
  exportData(kind?: 'json' | 'csv' | 'fhir'): Promise<Blob>;
  importData(blob: Blob): Promise<ImportReport>;

  addEventListener<K extends keyof CrampEvents>(
    type: K,
    listener: (this: CrampCheck, event: CrampEvents[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'cramp-check': CrampCheck;
  }
  interface HTMLElementEventMap extends CrampEvents {}
  /** For what takes JSX from here; React has types of its own, `crampwise/react`. */
  namespace JSX {
    interface IntrinsicElements {
      'cramp-check': CrampAttributes & { children?: unknown; [name: string]: unknown };
    }
  }
}
