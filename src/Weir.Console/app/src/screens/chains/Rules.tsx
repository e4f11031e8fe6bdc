import { NumberInput, Paper, Select, Stack, Switch, Title } from '@mantine/core';
import { strategies, type Draft } from './draft';

const titles: Record<(typeof strategies)[number], string> = {
  order: 'In their order',
  weighted: 'By shares',
  least_busy: 'The least busy first',
  fastest: 'The fastest first',
  cheapest: 'The cheapest first',
  sticky: 'The same one for a conversation',
  hedged: 'A second one when the first is slow',
};

/** By which rules the targets are gone through. */
export function Rules({ draft, isEditable, onChange }: { draft: Draft; isEditable: boolean; onChange: (part: Partial<Draft>) => void }) {
  const goesOn = draft.moveOn === null || draft.moveOn.length > 0;
  return (
    <Paper withBorder p="md" radius="md" component="section" aria-labelledby="chain-rules">
      <Stack gap="md">
        <Title order={2} size="h4" id="chain-rules">
          Rules
        </Title>
        <Select label="Asked first" disabled={!isEditable} allowDeselect={false} data={strategies.map((value) => ({ value, label: titles[value] }))} value={draft.strategy} onChange={(strategy) => strategy !== null && onChange({ strategy })} />
        <NumberInput label="Further tries of each target" description="After failures that may pass, before the next target is asked." disabled={!isEditable} min={0} max={20} clampBehavior="strict" allowDecimal={false} value={draft.retries} onChange={(value) => onChange({ retries: Number(value) })} />
        <Switch label="Go on to the next target by itself" description="When a target is full, failing, away or refuses its key. Off: only the first one is used." disabled={!isEditable} checked={goesOn} onChange={(event) => onChange({ moveOn: event.currentTarget.checked ? null : [], ...(event.currentTarget.checked ? {} : { asks: false }) })} />
        <Switch
          label="Always ask before switching"
          description="The request fails with status 409 and names the next target; the client sends it again with the header x-weir-confirm to go on there."
          disabled={!isEditable || !goesOn}
          checked={draft.asks}
          onChange={(event) => onChange({ asks: event.currentTarget.checked })}
        />
        <Switch label="Have the next target go on with an answer that breaks off" disabled={!isEditable} checked={draft.continues} onChange={(event) => onChange({ continues: event.currentTarget.checked })} />
        <NumberInput label="Seconds for all tries together" placeholder="As long as they take" disabled={!isEditable} min={0} value={draft.deadline ?? ''} onChange={(value) => onChange({ deadline: value === '' ? null : Number(value) })} />
      </Stack>
    </Paper>
  );
}
