import { useMantineColorScheme } from '@mantine/core';
import { Spotlight } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { pages } from './pages';

/** Pages and actions by name; Ctrl or Cmd with K. */
export function Palette({ onHelp }: { onHelp: () => void }) {
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  return (
    <Spotlight
      nothingFound="No page or action of that name."
      searchProps={{ placeholder: 'Go to…', 'aria-label': 'Go to a page, or do something' }}
      actions={[
        { group: 'Pages', actions: pages.map((page) => ({ id: page.to, label: page.title, description: `g ${page.letter}`, onClick: () => void navigate({ to: page.to }) })) },
        {
          group: 'Actions',
          actions: [
            { id: 'connect', label: 'Connect a provider', onClick: () => void navigate({ to: '/start' }) },
            { id: 'failed', label: 'Show failed requests', onClick: () => void navigate({ to: '/requests', search: { failed: true } }) },
            { id: 'light', label: 'Light colours', onClick: () => setColorScheme('light') },
            { id: 'dark', label: 'Dark colours', onClick: () => setColorScheme('dark') },
            { id: 'help', label: 'Keyboard shortcuts', description: '?', onClick: onHelp },
          ],
        },
      ]}
    />
  );
}
