import { Button, Drawer, Group, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Shapes } from '../../api/client';
import { ask } from '../../api/queries';
import { Copyable } from '../../parts/Copyable';
import { Fact, Facts } from '../../parts/Facts';
import { Shown } from '../../parts/Shown';
import { useFocusReturn } from '../../parts/useFocusReturn';
import { count } from '../../words/amounts';
import { away, moment } from '../../words/moments';
import { changes } from './changes';
import { kindWords } from './kinds';

interface Props {
  number: number;
  /** The row, where the list has it. */
  known: Shapes['AuditEntry'] | undefined;
  newer: number | undefined;
  older: number | undefined;
  onGo: (number: number) => void;
  onClose: () => void;
}

/** One row with what was before and after. Where it is closed, the list has the focus again. */
export function AuditRow({ number, known, newer, older, onGo, onClose }: Props) {
  useFocusReturn();
  const row = useQuery({ ...ask.auditRow(number), ...(known === undefined ? {} : { initialData: known }), staleTime: Infinity });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={`Row ${count(number)}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
      onKeyDown={(event) => {
        const to = { '[': newer, ']': older }[event.key];
        if (to !== undefined) {
          onGo(to);
        }
      }}
    >
      <Stack>
        <Group gap="xs">
          <Button size="xs" variant="default" disabled={newer === undefined} onClick={() => newer !== undefined && onGo(newer)} aria-keyshortcuts="[">
            Newer
          </Button>
          <Button size="xs" variant="default" disabled={older === undefined} onClick={() => older !== undefined && onGo(older)} aria-keyshortcuts="]">
            Older
          </Button>
        </Group>
        <Shown query={row} height={320}>
          {(entry) => (entry === null ? <Text>The log has no such row.</Text> : <Told row={entry} />)}
        </Shown>
      </Stack>
    </Drawer>
  );
}

function Told({ row }: { row: Shapes['AuditEntry'] }) {
  const told = changes(row.before, row.after);
  return (
    <Stack>
      <Facts>
        <Fact name="What">
          {kindWords(row.kind)} <span className="quiet mono">{row.kind}</span>
        </Fact>
        <Fact name="Subject">{row.subject}</Fact>
        <Fact name="When">
          {moment(row.at)} ({away(row.at)})
        </Fact>
        <Fact name="Who">
          {row.actor.length === 0 ? 'nobody known' : row.actor} <span className="quiet">{row.actorKind.replaceAll('_', ' ')}</span>
        </Fact>
        <Fact name="From">{row.address.length === 0 ? 'this machine' : `${row.address}${row.agent.length === 0 ? '' : `, ${row.agent}`}`}</Fact>
        {row.times > 1 && <Fact name="How often">{count(row.times)} times</Fact>}
      </Facts>
      {told.length === 0 ? (
        <Text size="sm" className="quiet">
          Nothing more is told of it.
        </Text>
      ) : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label="Before and after">
          <Table aria-label="Before and after" miw={360}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Fact</Table.Th>
                <Table.Th>Before</Table.Th>
                <Table.Th>After</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {told.map((change) => (
                <Table.Tr key={change.name}>
                  <Table.Td>{change.name}</Table.Td>
                  <Table.Td className="mono">{change.before === null ? '–' : change.before === change.after ? change.before : <del>{change.before}</del>}</Table.Td>
                  <Table.Td className="mono">{change.after === null ? '–' : change.before === change.after ? change.after : <ins>{change.after}</ins>}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      <Text size="sm" component="div">
        Its hash, as an anchor for a later check:
        <Copyable text={`${row.number}:${row.hash}`} label="Copy the anchor" />
      </Text>
    </Stack>
  );
}
