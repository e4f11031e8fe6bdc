import { Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { Shapes } from '../../api/client';
import { count, some } from '../../words/amounts';

type Times = Shapes['RequestTimes'];

const whole = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const exact = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' });

/** Requests over time, failed ones apart. A bar narrows the list to its span. */
export function Histogram({ times, onSpan }: { times: Times | undefined; onSpan: (since: string, until: string) => void }) {
  const [asTable, setAsTable] = useState(false);
  const spans = times?.spans ?? [];
  const seconds = times?.spanSeconds ?? 60;
  const most = Math.max(1, ...spans.map((span) => span.requests));
  const words = (start: string) => (seconds >= 86_400 ? day : seconds < 60 ? exact : whole).format(new Date(start));
  const behind = (start: string) => new Date(Date.parse(start) + seconds * 1_000).toISOString();
  const last = spans.at(-1);
  const all = spans.reduce((sum, span) => ({ requests: sum.requests + span.requests, failed: sum.failed + span.failed }), { requests: 0, failed: 0 });
  return (
    <section aria-label="Requests over time">
      {asTable ? (
        <div className="scroll-y" tabIndex={0} role="region" aria-label="Requests over time, as a table">
          <Table aria-label="Requests over time">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>From</Table.Th>
                <Table.Th className="number">Requests</Table.Th>
                <Table.Th className="number">Failed</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {spans.map((span) => (
                <Table.Tr key={span.start}>
                  <Table.Td>{words(span.start)}</Table.Td>
                  <Table.Td className="number">{count(span.requests)}</Table.Td>
                  <Table.Td className="number">{count(span.failed)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      ) : (
        <div className="histogram" role="img" aria-label={`${some(all.requests, 'request')}, ${count(all.failed)} of them failed, from ${spans[0] ? words(spans[0].start) : 'now'} on; at most ${count(most)} in ${length(seconds)}`}>
          {spans.map((span) => (
            <div
              key={span.start}
              className="span"
              title={`${words(span.start)}: ${some(span.requests, 'request')}, ${count(span.failed)} failed`}
              onClick={() => span.requests > 0 && onSpan(span.start, behind(span.start))}
              data-full={span.requests > 0 || undefined}
            >
              <div className="good" style={{ height: `${((span.requests - span.failed) / most) * 100}%` }} />
              <div className="bad" style={{ height: `${(span.failed / most) * 100}%` }} />
            </div>
          ))}
        </div>
      )}
      <div className="histogram-foot">
        <Text size="xs" className="quiet">
          {spans[0] ? words(spans[0].start) : ''}
        </Text>
        <Text size="xs" className="quiet">
          {times === undefined ? 'Counting…' : `${some(all.requests, 'request')}, ${count(all.failed)} failed; a bar is ${length(seconds)}`}
          {spans.length > 0 && (
            <>
              {' · '}
              <button type="button" className="link" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
                {asTable ? 'as bars' : 'as a table'}
              </button>
            </>
          )}
        </Text>
        <Text size="xs" className="quiet">
          {last === undefined ? '' : Date.parse(behind(last.start)) > Date.now() ? 'now' : words(behind(last.start))}
        </Text>
      </div>
    </section>
  );
}

function length(seconds: number): string {
  return seconds >= 86_400 ? some(seconds / 86_400, 'day') : seconds >= 3_600 ? some(seconds / 3_600, 'hour') : seconds >= 60 ? some(seconds / 60, 'minute') : some(seconds, 'second');
}
