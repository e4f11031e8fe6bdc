import { Alert, Button, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, given, type Shapes } from '../../api/client';
import { Fact, Facts } from '../../parts/Facts';
import { Panel } from '../../parts/Panel';
import { Failure } from '../../parts/Shown';
import { useSession } from '../../session/useSession';
import { some } from '../../words/amounts';
import { away, moment } from '../../words/moments';
import { Problems } from './Problems';

const waits: Record<string, string> = { not_read_yet: 'not read yet', refused: 'the file is refused', needs_restart: 'at the next start' };

/** weir.yaml: when it was read, what was wrong with it, where it differs from what runs, and a button to read it again. */
export function ConfigFile({ report, diff }: { report: Shapes['SettingsReport']; diff: Shapes['ConfigDiff'] | undefined }) {
  const { may } = useSession();
  const queries = useQueryClient();
  const reload = useMutation({
    mutationFn: () => given(api.POST('/admin/api/v1/config/reload')),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['settings'] }), queries.invalidateQueries({ queryKey: ['config'] })]),
  });
  const isRefused = report.problems.some((problem) => problem.severity === 'error');
  return (
    <Panel
      title="weir.yaml"
      actions={
        may('admin') && (
          <Button size="xs" variant="default" onClick={() => reload.mutate()} loading={reload.isPending}>
            Read it again
          </Button>
        )
      }
    >
      <Stack gap="sm">
        <Facts>
          <Fact name="File">
            <span className="mono">{report.file}</span>
            {!report.fileExists && ' (not there: Weir runs without one)'}
          </Fact>
          <Fact name="In use since">
            <span title={moment(report.loadedAt)}>{away(report.loadedAt)}</span>
          </Fact>
          <Fact name="Last read">
            <span title={moment(report.checkedAt)}>{away(report.checkedAt)}</span>
            {isRefused ? ', and refused' : ''}
          </Fact>
        </Facts>
        <div role="status" aria-live="polite">
          {reload.data && (
            <Alert color={reload.data.taken ? 'teal' : 'red'} variant="outline" title={reload.data.taken ? `✓ Taken: snapshot ${reload.data.snapshotVersion}, ${some(reload.data.connections, 'connection')}` : '✕ Refused: what ran before goes on'}>
              {reload.data.needsRestart.length > 0 && <Text size="sm">These wait for the next start: {reload.data.needsRestart.join(', ')}.</Text>}
            </Alert>
          )}
        </div>
        {reload.error && <Failure error={reload.error} />}
        <Problems problems={report.problems} />
        {diff && diff.changes.length > 0 && (
          <div className="scroll-x" tabIndex={0} role="region" aria-label="Where the file differs from what runs">
            <Table aria-label="Where the file differs from what runs" miw={420}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Line</Table.Th>
                  <Table.Th>Setting</Table.Th>
                  <Table.Th>File</Table.Th>
                  <Table.Th>Runs</Table.Th>
                  <Table.Th>Takes effect</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {diff.changes.map((change) => (
                  <Table.Tr key={`${change.path} ${change.why}`}>
                    <Table.Td>{change.line === 0 ? '–' : change.line}</Table.Td>
                    <Table.Td className="mono">{change.path}</Table.Td>
                    <Table.Td className="mono">{change.file ?? '–'}</Table.Td>
                    <Table.Td className="mono">{change.running ?? '–'}</Table.Td>
                    <Table.Td>{waits[change.why] ?? change.why}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        )}
      </Stack>
    </Panel>
  );
}
