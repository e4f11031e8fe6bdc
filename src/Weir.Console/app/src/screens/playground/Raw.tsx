import { SegmentedControl, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Shapes } from '../../api/client';
import { ask } from '../../api/queries';
import { Copyable } from '../../parts/Copyable';
import { Dialog } from '../../parts/Dialog';
import { Shown } from '../../parts/Shown';
import { snippets } from './snippets';
import type { Run } from './useRun';

const views = ['Request', 'Answer', 'Translation', 'Snippets'] as const;

/** What went over the wire on this side, how it would be written for the target, and the request as a program sends it. */
export function Raw({ run, onClose }: { run: Run; onClose: () => void }) {
  const [view, setView] = useState<(typeof views)[number]>('Request');
  return (
    <Dialog onClose={onClose} title="Raw and snippets" size="xl">
      <Stack>
        <SegmentedControl size="xs" aria-label="What to show" data={[...views]} value={view} onChange={(value) => setView(value as (typeof views)[number])} fullWidth />
        {view === 'Request' && <Text size="sm">As this page sent it, in the form of OpenAI’s chat completions. The gateway adds that it is streamed.</Text>}
        {view === 'Request' && <Pre label="Request" text={JSON.stringify(run.order, null, 2)} />}
        {view === 'Answer' && <Text size="sm">The parts of the stream as they came here{run.chunks.length === 0 ? ': none' : ''}. What a provider sent is not kept.</Text>}
        {view === 'Answer' && <Pre label="Answer" text={run.chunks.map((chunk) => JSON.stringify(chunk)).join('\n')} />}
        {view === 'Translation' && <Translation run={run} />}
        {view === 'Snippets' &&
          snippets(location.origin, run.order).map((snippet) => (
            <div key={snippet.language}>
              <Title order={3} size="h5" mb={4}>
                {snippet.language}
              </Title>
              <Copyable text={snippet.code} label={`Copy as ${snippet.language}`} />
            </div>
          ))}
      </Stack>
    </Dialog>
  );
}

/** The other side: the gateway writes the request anew for each target, without sending it. */
function Translation({ run }: { run: Run }) {
  const preview = useQuery(ask.preview({ model: run.order.model, operation: 'chat', body: { ...run.order, stream: true }, showBodies: true }));
  return (
    <Stack>
      {run.trace !== null && <Trace trace={run.trace} />}
      <Shown query={preview} height={200}>
        {(answer) =>
          asked(answer.candidates, run.trace).map((candidate) => (
            <div key={candidate.target}>
              <Title order={3} size="h5" mb={4}>
                To <span className="mono">{candidate.target}</span>, {candidate.lane === 'translated' ? `translated to ${candidate.dialect}` : 'forwarded as it is'}
              </Title>
              {candidate.dropped.length > 0 && (
                <Text size="sm" mb={4}>
                  Left out: {candidate.dropped.map((part) => `${part.what} (${part.why})`).join(', ')}.
                </Text>
              )}
              {candidate.problem !== null && <Text size="sm">{candidate.problem}</Text>}
              <Pre label={`Request to ${candidate.target}`} text={readable(candidate.written)} />
            </div>
          ))
        }
      </Shown>
    </Stack>
  );
}

/** Those that the request went to; before anybody was asked, all that would be. */
function asked(candidates: readonly Shapes['RouteCandidate'][], trace: Shapes['RequestTrace'] | null) {
  const tried = new Set((trace?.attempts ?? []).map((attempt) => `${attempt.connection}/${attempt.model}`));
  const seen = candidates.filter((candidate) => tried.has(candidate.target));
  return seen.length > 0 ? seen : candidates.filter((candidate) => candidate.skipped === null);
}

function Trace({ trace }: { trace: Shapes['RequestTrace'] }) {
  return (
    <>
      {trace.notes.map((note) => (
        <Text size="sm" key={note}>
          {note}
        </Text>
      ))}
      <div className="scroll-x" tabIndex={0} role="region" aria-label="Tries">
        <Table miw={460} aria-label="Tries">
          <Table.Tbody>
            {trace.attempts.map((attempt) => (
              <Table.Tr key={attempt.number}>
                <Table.Td>{attempt.number}</Table.Td>
                <Table.Td className="mono">
                  {attempt.connection}/{attempt.model}
                </Table.Td>
                <Table.Td>{attempt.error ?? '✓ answered'}</Table.Td>
                <Table.Td>{attempt.detail ?? ''}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </>
  );
}

function Pre({ label, text }: { label: string; text: string }) {
  return (
    <pre className="raw" tabIndex={0} role="region" aria-label={label}>
      {text}
    </pre>
  );
}

function readable(body: string | null): string {
  try {
    return body === null ? 'Nothing: it asks nobody over the network.' : JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body ?? '';
  }
}
