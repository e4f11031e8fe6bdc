import { useEffect, useState } from 'react';

/** Gives the focus back to what had it before, once this is gone: for dialogs and panels that are there only while they are open. */
export function useFocusReturn() {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        const target = before?.isConnected ? before : document.getElementById('main');
        if (target instanceof HTMLElement) {
          target.focus({ preventScroll: true });
        }
      });
    },
    [before],
  );
}
