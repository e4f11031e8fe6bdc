import { useEffect, useRef } from 'react';
import { useKeys } from '../shell/keys';

/** Keys that do something anywhere on a page, but where somebody writes; a row that takes a key itself keeps it. Single characters can be switched off. */
export function usePageKeys(keys: Record<string, () => void>) {
  const [isOn] = useKeys();
  const now = useRef(keys);
  now.current = keys;
  // The one that came before: after `g` a letter opens a page.
  const goesAt = useRef(-Infinity);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest('[role=dialog], [role=menu], [role=listbox]')) {
        return;
      }

      const isSecond = event.timeStamp - goesAt.current < 1_500;
      goesAt.current = event.key === 'g' ? event.timeStamp : -Infinity;
      const act = now.current[event.key];
      if (act !== undefined && !isSecond && (isOn || event.key.length > 1)) {
        event.preventDefault();
        act();
      }
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [isOn]);
}
