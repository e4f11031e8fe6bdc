import { Radio, Select, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, given, type Shapes } from '../../api/client';
import { ask } from '../../api/queries';
import { Confirm } from '../../parts/Confirm';
import { price, tokens } from '../../words/amounts';

/** Shows a model, says what switching to it changes, and switches: everybody or one key, for good or until the next start. */
export function SwitchDialog({ model, onClose }: { model: Shapes['ModelEntry']; onClose: () => void }) {
  const [isKept, setKept] = useState('temporary');
  const [key, setKey] = useState<string | null>(null);
  const queries = useQueryClient();
  const keys = useQuery(ask.keys);
  const body = { target: model.name, temporary: isKept === 'temporary', subject: key === null ? { scope: 'gateway', id: null } : { scope: 'key', id: key } };
  const preview = useQuery({ queryKey: ['overrides', 'preview', body], queryFn: () => given(api.POST('/admin/api/v1/overrides/preview', { body })), retry: false });
  const change = async () => {
    const made = await given(api.PUT('/admin/api/v1/overrides', { body }));
    notifications.show({ title: `${key ?? 'Everybody'} gets ${model.name} now`, message: made.perRunDifference ?? 'The difference in price is not known.', color: 'teal' });
    await queries.invalidateQueries({ queryKey: ['overrides'] });
  };

  return (
    <Confirm title={model.title} action={key === null ? 'Switch everybody to it' : `Switch ${key} to it`} onDo={change} onClose={onClose}>
      <Stack gap="sm">
        <Text size="sm" className="mono">
          {model.name}
        </Text>
        <Text size="sm">
          {tokens(model.contextLimit)} tokens of context, {tokens(model.outputLimit)} of output; {price(model.inputUsdPerMillion)} in, {price(model.outputUsdPerMillion)} out, {price(model.cachedReadUsdPerMillion)} cached, per million tokens.
        </Text>
        {model.aliases.length > 0 && <Text size="sm">Also called {model.aliases.join(', ')}.</Text>}
        <Text size="sm" fw={600} mih={22} role="status">
          {preview.data ? difference(preview.data) : (preview.error?.message ?? '')}
        </Text>
        <Select label="For" placeholder="Everybody" clearable clearButtonProps={{ 'aria-label': 'Everybody' }} data={[...new Set((keys.data ?? []).filter((entry) => !entry.admin && entry.state === 'active' && entry.createdAt !== null).map((entry) => entry.name))]} value={key} onChange={setKey} />
        <Radio.Group label="How long" value={isKept} onChange={setKept}>
          <Stack gap={4} mt={4}>
            <Radio value="temporary" label="Until the gateway starts anew" />
            <Radio value="kept" label="Until it is taken back" />
          </Stack>
        </Radio.Group>
        <Text size="sm">{key === null ? 'Every conversation' : 'Every conversation of this key'} goes to it, whatever model the client names.</Text>
      </Stack>
    </Confirm>
  );
}

function difference(change: Shapes['OverrideChange']): string {
  return change.before === null ? 'Nothing was asked yet to compare it with.' : change.perRunDifference === null ? `What it costs against ${change.before} is not known.` : `${change.perRunDifference[0]!.toUpperCase()}${change.perRunDifference.slice(1)} than ${change.before}.`.replace('The same per run than', 'The same per run as');
}
