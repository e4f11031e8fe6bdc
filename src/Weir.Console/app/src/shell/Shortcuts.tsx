import { Kbd, Modal, Table } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { usePages } from './usePages';

/** Listens for `g` and a letter, `/` and `?`, and shows the list of them. */
export function Shortcuts({ isOpen, setOpen }: { isOpen: boolean; setOpen: (open: boolean) => void }) {
  const navigate = useNavigate();
  const pages = usePages();
  const goesAt = useRef(0);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) {
        return;
      }

      const page = pages.find((candidate) => candidate.letter === event.key);
      if (page && event.timeStamp - goesAt.current < 1_500) {
        goesAt.current = 0;
        void navigate({ to: page.to });
      } else if (event.key === 'g') {
        goesAt.current = event.timeStamp;
      } else if (event.key === '/') {
        event.preventDefault();
        document.querySelector<HTMLInputElement>('main input[type="search"]')?.focus();
      } else if (event.key === '?') {
        setOpen(true);
      }
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [navigate, pages, setOpen]);

  return (
    <Modal opened={isOpen} onClose={() => setOpen(false)} title="Keyboard shortcuts" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Table aria-label="Keyboard shortcuts">
        <Table.Tbody>
          {[...pages.map((page) => [`g ${page.letter}`, page.title]), ['/', 'Search in the page'], ['Ctrl K', 'Pages and actions'], ['↑ ↓', 'Walk through a list'], ['Enter', 'Open a row'], ['1 … 5', 'Range, on the usage page'], ['?', 'This list']].map(([keys, what]) => (
            <Table.Tr key={keys}>
              <Table.Td>
                <Kbd>{keys}</Kbd>
              </Table.Td>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
