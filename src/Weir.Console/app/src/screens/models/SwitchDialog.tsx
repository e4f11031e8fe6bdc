import { Checkbox, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, given, type Shapes } from '../../api/client';
import { Confirm } from '../../parts/Confirm';
import { price, tokens } from '../../words/amounts';

/** Shows a model, and makes it everybody's until it is taken back. */
export function SwitchDialog({ model, onClose }: { model: Shapes['ModelEntry']; onClose: () => void }) {
  const [isKept, setKept] = useState(false);
  const queries = useQueryClient();
  const change = async () => {
    const made = await given(api.PUT('/admin/api/v1/overrides', { body: { target: model.name, temporary: !isKept, subject: { scope: 'gateway', id: null } } }));
    notifications.show({ title: `Everybody gets ${model.name} now`, message: made.difference ?? 'The difference in price is not known.', color: 'teal' });
    await queries.invalidateQueries({ queryKey: ['overrides'] });
  };

  return (
    <Confirm title={model.title} action="Switch everybody to it" onDo={change} onClose={onClose}>
      <Stack gap="xs">
        <Text size="sm" className="mono">
          {model.name}
        </Text>
        <Text size="sm">
          {tokens(model.contextLimit)} tokens of context, {tokens(model.outputLimit)} of output; {price(model.inputUsdPerMillion)} in, {price(model.outputUsdPerMillion)} out, {price(model.cachedReadUsdPerMillion)} cached, per million tokens.
        </Text>
        {model.aliases.length > 0 && <Text size="sm">Also called {model.aliases.join(', ')}.</Text>}
        <Text size="sm">Every request goes to it, whatever model the client names, until the choice is taken back.</Text>
        <Checkbox label="Keep it when the gateway starts anew" checked={isKept} onChange={(event) => setKept(event.currentTarget.checked)} />
      </Stack>
    </Confirm>
  );
}
