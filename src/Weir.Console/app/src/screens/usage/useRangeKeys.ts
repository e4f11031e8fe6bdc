import { useEffect } from 'react';
import { ranges, type Range } from './ranges';

/** The keys 1 to 5 choose the range, unless somebody types. */
export function useRangeKeys(choose: (range: Range) => void) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const range = ranges[Number(event.key) - 1];
      if (range === undefined || event.ctrlKey || event.metaKey || event.altKey || target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest('[role="dialog"]')) {
        return;
      }

      choose(range.value);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [choose]);
}
