import { Anchor, Button, Group, Stack, Table, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Shapes } from '../../api/client';
import type { Grouping } from '../../api/queries';
import { count, some, usd } from '../../words/amounts';
import { requestsOf, type RequestsAddress } from './drill';
import { DrillLink } from './DrillLink';
import { groupName, lineKey, thenName } from './lines';
import { dimensionOf, type Dimension, type Filters } from './search';

type Line = Shapes['UsageLine'];

interface Props {
  rows: readonly Line[];
  by: Grouping;
  then: Dimension | null;
  filters: Filters;
  since: string | undefined;
  isUtc: boolean;
}

const room = 50;

/** The sums of each group. A group's name narrows the page to it, its numbers lead to its requests. */
export function UsageTable({ rows, by, then, filters, since, isUtc }: Props) {
  const [shown, setShown] = useState(room);
  const isNarrow = useMediaQuery('(max-width: 640px)', false, { getInitialValueInEffect: false });
  const seen = rows.slice(0, shown);
  const behind = (line: Line) => requestsOf(filters, by === 'run' ? undefined : since, { by, group: by === 'key' ? (line.name ?? line.group) : line.group, isUtc }, ...(then === null ? [] : [{ by: then, group: then === 'key' ? (line.thenName ?? line.then) : line.then, isUtc }]));
  const shared = { by, then, behind };
  return (
    <Stack gap="sm">
      {isNarrow ? <Short rows={seen} {...shared} /> : <Full rows={seen} {...shared} />}
      {rows.length > shown && (
        <Group>
          <Button variant="default" size="xs" onClick={() => setShown(rows.length)}>
            Show all {count(rows.length)}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface Seen {
  rows: readonly Line[];
  by: Grouping;
  then: Dimension | null;
  behind: (line: Line) => RequestsAddress | null;
}

function Full({ rows, by, then, behind }: Seen) {
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Usage in numbers">
      <Table miw={then === null ? 760 : 900} aria-label={`Usage by ${by}`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{by}</Table.Th>
            {then && <Table.Th scope="col">{then}</Table.Th>}
            {['Requests', 'Failed', 'Tokens in', 'Cached', 'Tokens out', 'Saved', 'Cost'].map((title) => (
              <Table.Th scope="col" key={title} className="number">
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((line) => {
            const { sums } = line;
            const to = behind(line);
            return (
              <Table.Tr key={lineKey(line)}>
                <Table.Th scope="row" fw={400} className="mono">
                  <GroupName by={by} line={line} />
                </Table.Th>
                {then && <Table.Td className="mono">{thenName(line)}</Table.Td>}
                <Table.Td className="number">
                  <DrillLink to={to} label={`${some(sums.requests, 'request')} of ${groupName(line)}`}>
                    {count(sums.requests)}
                  </DrillLink>
                </Table.Td>
                <Table.Td className="number">
                  <DrillLink to={to && sums.failed > 0 ? { ...to, failed: true } : null} label={`${count(sums.failed)} failed of ${groupName(line)}`}>
                    {count(sums.failed)}
                  </DrillLink>
                </Table.Td>
                <Table.Td className="number">{count(sums.usage.input)}</Table.Td>
                <Table.Td className="number">{count(sums.usage.cachedRead)}</Table.Td>
                <Table.Td className="number">{count(sums.usage.output)}</Table.Td>
                <Table.Td className="number">{usd(sums.savedByPromptCachesUsd + sums.savedByAnswerCacheUsd)}</Table.Td>
                <Table.Td className="number">{usd(sums.costUsd)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** Rows in two lines, for narrow screens. */
function Short({ rows, by, then, behind }: Seen) {
  return (
    <ul className="lines" aria-label={`Usage by ${by}`}>
      {rows.map((line) => (
        <li key={lineKey(line)}>
          <Group justify="space-between" wrap="nowrap" gap="sm">
            <span className="mono">
              <GroupName by={by} line={line} />
              {then && <span className="quiet"> · {thenName(line)}</span>}
            </span>
            <strong className="number">{usd(line.sums.costUsd)}</strong>
          </Group>
          <Text size="sm" className="quiet">
            <DrillLink to={behind(line)} label={`${some(line.sums.requests, 'request')} of ${groupName(line)}`}>
              {some(line.sums.requests, 'request')}
            </DrillLink>
            {line.sums.failed > 0 && `, ${count(line.sums.failed)} failed`}; {count(line.sums.usage.input)} in, {count(line.sums.usage.output)} out
          </Text>
        </li>
      ))}
    </ul>
  );
}

/** Narrows the page to the group, where it is one that usage can be narrowed to. */
function GroupName({ by, line }: { by: Grouping; line: Line }) {
  const dimension = dimensionOf(by);
  const name = groupName(line);
  if (dimension === null || line.group === null) {
    return <>{name}</>;
  }

  return (
    <Anchor
      inherit
      underline="always"
      c="inherit"
      className="tap"
      aria-label={`Usage of ${name} alone`}
      renderRoot={(props) => <Link to="/usage" search={({ by: _, then: __, ...before }) => ({ ...before, by: dimension === 'model' ? ('key' as const) : ('model' as const), [dimension]: dimension === 'key' ? name : line.group })} {...props} />}
    >
      {name}
    </Anchor>
  );
}
