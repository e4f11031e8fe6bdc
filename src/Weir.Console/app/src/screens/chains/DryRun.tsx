import { Button, Group, Paper, Select, Stack, Table, Text, Textarea, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Shapes } from '../../api/client';
import { ask } from '../../api/queries';
import { Shown } from '../../parts/Shown';
import { price } from '../../words/amounts';
import { json } from '../../words/json';
import { orderOf, type Draft } from './draft';

interface Props {
  name: string;
  /** What is not saved yet; null asks the gateway's own chain. */
  draft: Draft | null;
  isEmpty: boolean;
}

/** Where a request would go now: asked of the gateway, which sends nothing. */
export function DryRun({ name, draft, isEmpty }: Props) {
  const [isOn, setOn] = useState(false);
  const [key, setKey] = useState<string | null>(null);
  const [body, setBody] = useState('');
  const keys = useQuery(ask.keys);
  const given = json(body);
  const [question] = useDebouncedValue({ model: name, chain: draft === null ? null : orderOf(draft), key, body: body.trim().length > 0 && 'value' in given ? given.value : null }, 300);
  const preview = useQuery({ ...ask.preview(question), enabled: isOn && !isEmpty, refetchInterval: 5_000, placeholderData: (before) => before });
  return (
    <Paper withBorder p="md" radius="md" component="section" aria-labelledby="chain-dry-run">
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h4" id="chain-dry-run">
            Dry run
          </Title>
          <Button variant="default" aria-expanded={isOn} disabled={isEmpty} onClick={() => setOn(!isOn)}>
            {isOn ? 'Hide' : 'Where would a request go?'}
          </Button>
        </Group>
        <Text size="sm" className="quiet">
          {draft === null ? 'As the chain holds now.' : 'With the changes above, before they are saved.'} Nothing is sent.
        </Text>
        {isOn && !isEmpty && (
          <>
            <Group align="flex-start" grow preventGrowOverflow={false}>
              <Select label="Asked by" placeholder="A key that may use everything" clearable clearButtonProps={{ 'aria-label': 'A key that may use everything' }} data={[...new Set((keys.data ?? []).filter((entry) => !entry.admin && entry.state === 'active').map((entry) => entry.name))]} value={key} onChange={setKey} miw={220} />
              <Textarea label="Request body (JSON)" placeholder='{"messages": [...]}' autosize minRows={1} maxRows={8} value={body} onChange={(event) => setBody(event.currentTarget.value)} error={'problem' in given ? given.problem : null} miw={260} />
            </Group>
            <Shown query={preview} height={160}>
              {(answer) => <Way answer={answer} />}
            </Shown>
          </>
        )}
      </Stack>
    </Paper>
  );
}

function Way({ answer }: { answer: Shapes['RoutePreview'] }) {
  return (
    <>
      {answer.error && (
        <Text size="sm">
          It would be refused ({answer.error}): {answer.message} {answer.action}
        </Text>
      )}
      <div className="scroll-x" tabIndex={0} role="region" aria-label="The way of a request">
        <Table miw={620} aria-label="The way of a request">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Place</Table.Th>
              <Table.Th>Target</Table.Th>
              <Table.Th>What would happen</Table.Th>
              <Table.Th>Lane</Table.Th>
              <Table.Th className="number">$/M in</Table.Th>
              <Table.Th className="number">$/M out</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {answer.candidates.map((candidate, index) => (
              <Table.Tr key={`${candidate.target} ${index}`}>
                <Table.Td>{candidate.place ?? '–'}</Table.Td>
                <Table.Td className="mono">{candidate.target}</Table.Td>
                <Table.Td>{happens(candidate)}</Table.Td>
                <Table.Td>{candidate.lane === null ? '–' : candidate.lane === 'translated' ? `translated to ${candidate.dialect}` : 'forwarded'}</Table.Td>
                <Table.Td className="number">{price(candidate.inputUsdPerMillion)}</Table.Td>
                <Table.Td className="number">{price(candidate.outputUsdPerMillion)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </>
  );
}

function happens(candidate: Shapes['RouteCandidate']): string {
  if (candidate.skipped !== null) {
    return `✕ Passed over: ${candidate.skipped}`;
  }

  if (candidate.problem !== null) {
    return `✕ ${candidate.problem}`;
  }

  const dropped = candidate.dropped.map((part) => `${part.what} (${part.why})`).join(', ');
  return `✓ ${candidate.place === 1 ? 'Asked first' : 'Asked when those before it fail'}${dropped.length > 0 ? `; leaves out ${dropped}` : ''}`;
}
