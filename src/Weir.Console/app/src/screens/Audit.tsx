import { Button, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Shapes } from '../api/client';
import { ask } from '../api/queries';
import { Empty } from '../parts/Empty';
import { Rows, type Column } from '../parts/Rows';
import { Screen } from '../parts/Screen';
import { Shown } from '../parts/Shown';
import { some } from '../words/amounts';
import { brief } from '../words/moments';
import { AuditRow } from './audit/AuditRow';
import { Filters } from './audit/Filters';
import { exportOf, filterOf, type AuditSearch } from './audit/filter';
import { kindWords } from './audit/kinds';
import { VerifyDialog } from './audit/VerifyDialog';

type Row = Shapes['AuditEntry'];

const keyOf = (row: Row) => String(row.number);
const who = (row: Row) => (row.actor.length === 0 ? row.actorKind.replaceAll('_', ' ') : row.actor);

const columns: Column<Row>[] = [
  { title: 'Row', width: '70px', cell: (row) => row.number },
  { title: 'Time', width: '150px', cell: (row) => brief(row.at) },
  { title: 'Who', width: 'minmax(120px, 1fr)', cell: (row) => <span title={row.actorKind.replaceAll('_', ' ')}>{who(row)}</span> },
  { title: 'From', width: '130px', cell: (row) => (row.address.length === 0 ? '–' : row.address) },
  { title: 'What', width: 'minmax(170px, 1.2fr)', cell: (row) => kindWords(row.kind) + (row.times > 1 ? `, ${row.times} times` : '') },
  { title: 'Subject', width: 'minmax(160px, 2fr)', cell: (row) => <span className="cut" title={row.subject}>{row.subject}</span> },
];

const narrow = (row: Row) => (
  <>
    <div className="cut">
      {kindWords(row.kind)}
      {row.times > 1 && `, ${row.times} times`}
    </div>
    <Text size="xs" className="quiet cut" component="div">
      {brief(row.at)} · {who(row)} · {row.subject}
    </Text>
  </>
);

/** Who changed what, the newest first, and whether the log is as it was written. */
export function Audit() {
  const search: AuditSearch = useSearch({ from: '/shell/audit' });
  const filter = useMemo(() => filterOf(search), [search]);
  const log = useInfiniteQuery(ask.audit(filter));
  const rows = useMemo(() => log.data?.pages.flat() ?? [], [log.data]);
  const [verifies, setVerifies] = useState(false);
  const navigate = useNavigate();
  const change = (next: { [K in keyof AuditSearch]: AuditSearch[K] | undefined }, replace = true) => {
    const wanted = Object.fromEntries(Object.entries({ ...search, ...next }).filter(([, value]) => value !== undefined && value !== '')) as AuditSearch;
    void navigate({ to: '/audit', search: wanted, replace });
  };
  const step = (number: number, by: number) => rows[rows.findIndex((row) => row.number === number) + by]?.number;

  return (
    <Screen
      title="Audit log"
      about="Who changed what, when and from where. Rows are only ever added; no secret is in them."
      actions={
        <>
          <Button variant="default" component="a" href={exportOf(filter)} download="audit.jsonl">
            Export
          </Button>
          <Button onClick={() => setVerifies(true)}>Verify</Button>
        </>
      }
    >
      <Filters search={search} onChange={change} seen={rows} />
      <Shown query={log} height={480}>
        {() =>
          rows.length === 0 ? (
            Object.keys(filter).length > 0 ? (
              <Text role="status">No row passes these filters.</Text>
            ) : (
              <Empty title="Nothing has happened yet" command="weir audit list">
                Each change of keys, connections, budgets, models and sign-ins stands here. The same by command:
              </Empty>
            )
          ) : (
            <>
              <Rows label="Audit log" rows={rows} columns={columns} keyOf={keyOf} narrow={narrow} onOpen={(row) => change({ row: row.number }, false)} />
              <Group justify="space-between">
                <Text size="sm" className="quiet" role="status">
                  {some(rows.length, 'row')}
                  {log.hasNextPage ? ' so far' : ', all there are'}.
                </Text>
                {log.hasNextPage && (
                  <Button variant="default" size="xs" onClick={() => void log.fetchNextPage()} loading={log.isFetchingNextPage}>
                    Older rows
                  </Button>
                )}
              </Group>
            </>
          )
        }
      </Shown>
      {search.row !== undefined && (
        <AuditRow
          number={search.row}
          known={rows.find((row) => row.number === search.row)}
          newer={step(search.row, -1)}
          older={step(search.row, 1)}
          onGo={(number) => change({ row: number })}
          onClose={() => change({ row: undefined })}
        />
      )}
      {verifies && <VerifyDialog onClose={() => setVerifies(false)} />}
    </Screen>
  );
}
