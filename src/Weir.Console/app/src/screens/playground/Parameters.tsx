import { Button, Collapse, Group, NumberInput, Select, Stack, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { toolProblem, type Settings } from './order';

/** The system prompt, the parameters and the tools; out of the way until they are wanted. */
export function Parameters({ settings, onChange }: { settings: Settings; onChange: (settings: Settings) => void }) {
  const [isOpen, { toggle }] = useDisclosure(false);
  const change = (part: Partial<Settings>) => onChange({ ...settings, ...part });
  const number = (value: string | number) => (value === '' ? null : Number(value));
  const set = [settings.system.trim().length > 0 && 'system prompt', settings.temperature !== null && 'temperature', settings.maxTokens !== null && 'longest answer', settings.effort !== null && 'effort', settings.tools.trim().length > 0 && 'tools'].filter((name) => name !== false);
  return (
    <Stack gap="sm">
      <Group>
        <Button size="xs" variant="default" onClick={toggle} aria-expanded={isOpen}>
          {set.length === 0 ? 'System prompt, parameters, tools' : `Set: ${set.join(', ')}`}
        </Button>
      </Group>
      <Collapse expanded={isOpen}>
        <Stack gap="sm">
          <Textarea label="System prompt" autosize minRows={2} maxRows={8} value={settings.system} onChange={(event) => change({ system: event.currentTarget.value })} />
          <Group align="flex-end">
            <NumberInput label="Temperature" placeholder="The model’s" min={0} max={2} step={0.1} decimalScale={2} w={140} value={settings.temperature ?? ''} onChange={(value) => change({ temperature: number(value) })} />
            <NumberInput label="Longest answer, in tokens" placeholder="The model’s" min={1} allowDecimal={false} w={210} value={settings.maxTokens ?? ''} onChange={(value) => change({ maxTokens: number(value) })} />
            <Select label="Reasoning effort" placeholder="The model’s" clearable clearButtonProps={{ 'aria-label': 'The model’s own effort' }} data={['minimal', 'low', 'medium', 'high']} w={180} value={settings.effort} onChange={(effort) => change({ effort })} />
          </Group>
          <Textarea label="Tools (JSON)" description="One definition, or a list of them. Calls are shown; nothing is run." classNames={{ input: 'mono' }} autosize minRows={3} maxRows={12} value={settings.tools} onChange={(event) => change({ tools: event.currentTarget.value })} error={toolProblem(settings.tools)} />
        </Stack>
      </Collapse>
    </Stack>
  );
}
