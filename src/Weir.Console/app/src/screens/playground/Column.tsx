import { Paper, Stack, Text } from '@mantine/core';
import { ModelPicker } from '../../parts/ModelPicker';
import { Answer } from './Answer';
import { Estimate } from './Estimate';
import type { Settings } from './order';
import type { useRun } from './useRun';

interface Props {
  title: string;
  model: string | null;
  onModel: (name: string | null) => void;
  run: ReturnType<typeof useRun>;
  settings: Settings;
  /** What is being typed. */
  prompt: string;
}

/** One side: who is asked, what it would cost, what came. */
export function Column({ title, model, onModel, run, settings, prompt }: Props) {
  return (
    <Paper withBorder p="md" radius="md" component="section" aria-label={title}>
      <Stack gap="sm">
        <ModelPicker label={title} withChains value={model} onChange={onModel} />
        <Estimate model={model} settings={settings} turns={run.turns} prompt={prompt} />
        {run.runs.length === 0 ? (
          <Text size="sm" className="quiet">
            {model === null ? 'Choose whom to ask.' : 'The answer comes here.'}
          </Text>
        ) : (
          run.runs.map((one, index) => <Answer key={index} run={one} onConfirm={index === run.runs.length - 1 ? (next) => void run.again(next) : null} />)
        )}
      </Stack>
    </Paper>
  );
}
