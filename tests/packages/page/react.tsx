// Compiled and never run: the element in the JSX of React.
import type { JSX } from 'react';
import type {} from 'crampwise/react';

export const shown: JSX.Element = (
  <cramp-check mode="information" layout="single" no-share heading-level={3} className="wide">
    <a href="https://example.org/">Check your leg cramps</a>
  </cramp-check>
);
// @ts-expect-error There is no such mode.
export const amiss: JSX.Element = <cramp-check mode="quiz" />;
