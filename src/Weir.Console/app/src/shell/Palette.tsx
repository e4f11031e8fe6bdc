import { useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState, type KeyboardEvent } from 'react';
import type { Shapes } from '../api/client';
import { ask } from '../api/queries';
import { useSession } from '../session/useSession';
import { isRequestId, modelsFor } from './finds';
import { usePages } from './usePages';

const SwitchDialog = lazy(() => import('../screens/models/SwitchDialog').then((found) => ({ default: found.SwitchDialog })));

/** Pages, actions, models and requests by name; Ctrl or Cmd with K. */
export function Palette({ onHelp }: { onHelp: () => void }) {
  const [typed, setTyped] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState<Shapes['ModelEntry'] | null>(null);
  const navigate = useNavigate();
  const pages = usePages();
  const { may } = useSession();
  const models = useQuery({ ...ask.models, enabled: isOpen && may('manager') });
  const { setColorScheme } = useMantineColorScheme();
  const wanted = typed.trim();
  const groups: SpotlightActionGroupData[] = [
    ...(isRequestId(wanted)
      ? [{ group: 'Requests', actions: [{ id: 'request', label: `Open request ${wanted}`, keywords: [wanted], onClick: () => void navigate({ to: '/requests/$id', params: { id: wanted } }) }] }]
      : []),
    { group: 'Pages', actions: pages.map((page) => ({ id: page.to, label: page.title, description: `g ${page.letter}`, onClick: () => void navigate({ to: page.to }) })) },
    {
      group: 'Actions',
      actions: [
        ...(may('manager')
          ? [
              { id: 'create-key', label: 'Create a key', onClick: () => void navigate({ to: '/keys', search: { create: true } }) },
              { id: 'failed', label: 'Show failed requests', onClick: () => void navigate({ to: '/requests', search: { failed: true } }) },
            ]
          : []),
        ...(may('admin') ? [{ id: 'connect', label: 'Connect a provider', onClick: () => void navigate({ to: '/start' }) }] : []),
        { id: 'light', label: 'Light colours', onClick: () => setColorScheme('light') },
        { id: 'dark', label: 'Dark colours', onClick: () => setColorScheme('dark') },
        { id: 'help', label: 'Keyboard shortcuts', description: '?', onClick: onHelp },
      ],
    },
    {
      group: 'Switch to a model',
      actions: modelsFor(wanted, models.data ?? []).map((model) => ({ id: `model ${model.name}`, label: `Switch to ${model.name}`, description: model.title, keywords: [wanted], onClick: () => setChosen(model) })),
    },
  ];

  return (
    <>
      <Spotlight
        query={typed}
        onQueryChange={setTyped}
        onSpotlightOpen={() => setOpen(true)}
        onSpotlightClose={() => setOpen(false)}
        clearQueryOnClose
        scrollable
        maxHeight={480}
        nothingFound="No page, action, model or request of that name."
        searchProps={{ placeholder: 'A page, an action, a model, a request’s id…', 'aria-label': 'Go to a page, or do something', onKeyDown: takeFirst }}
        actions={groups.filter((group) => group.actions.length > 0)}
      />
      {chosen && (
        <Suspense>
          <SwitchDialog model={chosen} onClose={() => setChosen(null)} />
        </Suspense>
      )}
    </>
  );
}

/** Models that come after the typing are not marked in the list yet: Enter takes the first all the same. */
function takeFirst(event: KeyboardEvent) {
  const list = event.key === 'Enter' ? document.querySelector('.mantine-Spotlight-actionsList') : null;
  if (list !== null && list.querySelector('[data-selected]') === null) {
    list.querySelector<HTMLElement>('[data-action]')?.click();
  }
}
