/** The element in the JSX of React: `import type {} from 'crampwise/react'` once, anywhere. */

import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { CrampAttributes, CrampCheck } from './cramp-check.js';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'cramp-check': Omit<DetailedHTMLProps<HTMLAttributes<CrampCheck>, CrampCheck>, keyof CrampAttributes> & CrampAttributes;
    }
  }
}
