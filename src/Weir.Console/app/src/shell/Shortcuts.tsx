import { Kbd, Modal, Stack, Switch, Table } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useKeys } from './keys';
import { usePages } from './usePages';

const others = [
  ['/', 'Search in the page'],
  ['Ctrl K', 'Pages, actions, models and requests'],
  ['↑ ↓ or j k', 'Walk through a list'],
  ['Enter', 'Open a row'],
  ['[ ]', 'Requests: previous and next, beside the list'],
  ['l', 'Requests: live or held'],
  ['n', 'Requests: show the new ones'],
  ['y', 'Requests: copy the id'],
  ['1 … 5', 'Usage: the range'],
  ['?', 'This list'],
];

/** Listens for `g` and a letter, `/` and `?`, and shows the list of them. */
export function Shortcuts({ isOpen, setOpen }: { isOpen: boolean; setOpen: (open: boolean) => void }) {
  const navigate = useNavigate();
  const pages = usePages();
  const [isOn, setOn] = useKeys();
  const goesAt = useRef(0);
  useEffect(() => {
    if (!isOn) {
      return;
    }

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
  }, [navigate, pages, setOpen, isOn]);

  return (
    <Modal opened={isOpen} onClose={() => setOpen(false)} title="Keyboard shortcuts" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <Switch
          label="Single keys are shortcuts"
          description="Off, only keys within lists and Ctrl K do something. This list stays in the account menu."
          checked={isOn}
          onChange={(event) => setOn(event.currentTarget.checked)}
        />
        <Table aria-label="Keyboard shortcuts">
          <Table.Tbody>
            {[...pages.map((page) => [`g ${page.letter}`, page.title]), ...others].map(([keys, what]) => (
              <Table.Tr key={keys}>
                <Table.Td>
                  <Kbd>{keys}</Kbd>
                </Table.Td>
                <Table.Td>{what}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Stack>
    </Modal>
  );
}
