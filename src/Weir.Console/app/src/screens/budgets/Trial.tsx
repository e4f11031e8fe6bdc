import { Alert, NumberInput, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Shapes } from '../../api/client';
import { ask } from '../../api/queries';
import { Fact, Facts } from '../../parts/Facts';
import { ModelPicker } from '../../parts/ModelPicker';
import { Panel } from '../../parts/Panel';
import { Shown } from '../../parts/Shown';
import { count, usd } from '../../words/amounts';
import { numberOf, type Field } from './draft';

const most = { input: 1_000_000_000, output: 2_000_000_000, requests: 10_000 };

/** Tells how many requests of one size would pass, asked of the gateway while somebody types. Nothing is sent. */
export function Trial() {
  const keys = useQuery(ask.keys);
  const [model, setModel] = useState<string | null>(null);
  const [key, setKey] = useState<string | null>(null);
  const [input, setInput] = useState<Field>(1_000);
  const [output, setOutput] = useState<Field>('');
  const [requests, setRequests] = useState<Field>(100);
  const [question] = useDebouncedValue({ model: model ?? '', key, inputTokens: numberOf(input) ?? 0, outputTokens: numberOf(output), requests: numberOf(requests) ?? 1 }, 300);
  const trial = useQuery({ ...ask.trial(question), enabled: question.model !== '', placeholderData: (before) => before });

  return (
    <Panel title="Would it pass?">
      <Stack gap="md">
        <Text size="sm" className="quiet">
          How many requests of one size the budgets let through as they stand. Nothing is sent, and nothing is held. Rate limits do not count here.
        </Text>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3, lg: 5 }} spacing="sm" verticalSpacing="sm">
          <ModelPicker label="Model" value={model} onChange={setModel} withChains />
          <Select label="Key" placeholder="One without budgets" clearable clearButtonProps={{ 'aria-label': 'A key without budgets' }} data={[...new Set((keys.data ?? []).filter((entry) => !entry.admin && entry.state === 'active').map((entry) => entry.name))]} value={key} onChange={setKey} />
          <NumberInput label="Input tokens" min={0} max={most.input} clampBehavior="strict" allowDecimal={false} thousandSeparator="," value={input} onChange={setInput} hideControls />
          <NumberInput label="Most output tokens" placeholder="No limit set" min={1} max={most.output} clampBehavior="strict" allowDecimal={false} thousandSeparator="," value={output} onChange={setOutput} hideControls />
          <NumberInput label="Requests" min={1} max={most.requests} clampBehavior="strict" allowDecimal={false} thousandSeparator="," value={requests} onChange={setRequests} hideControls />
        </SimpleGrid>
        {question.model === '' ? (
          <Text size="sm" className="quiet">
            Choose a model.
          </Text>
        ) : (
          <Shown query={trial} height={140}>
            {(answer) => <Verdict trial={answer} />}
          </Shown>
        )}
      </Stack>
    </Panel>
  );
}

function Verdict({ trial }: { trial: Shapes['BudgetTrial'] }) {
  if (trial.budgets.length === 0) {
    return <Text role="status">✓ All pass: no budget holds for {trial.model}.</Text>;
  }

  const all = count(trial.requests);
  return (
    <Stack gap="sm" role="status">
      <Facts>
        <Fact name="At the same time">
          {trial.atOnce === trial.requests ? '✓' : '✕'} {count(trial.atOnce)} of {all} pass, each reserving its worst case
        </Fact>
        <Fact name="One after the other">
          {trial.inTurn === trial.requests ? '✓' : '✕'} {count(trial.inTurn)} of {all} pass, when each costs what is likely
        </Fact>
        <Fact name="Each reserves">
          {usd(trial.worst && trial.worst.nanoDollars / 1_000_000_000)} and {count(trial.worstTokens)} tokens, with at most {count(trial.outputTokens)} of output
        </Fact>
        <Fact name="Each likely costs">{usd(trial.likely && trial.likely.nanoDollars / 1_000_000_000)}</Fact>
        <Fact name="Budgets">{trial.budgets.map((budget) => budget.id).join(', ')}</Fact>
      </Facts>
      {trial.message && (
        <Alert color="orange" variant="outline" title={`The next is refused by ${trial.refusedBy}`}>
          {trial.message} {trial.action}
        </Alert>
      )}
    </Stack>
  );
}
