import { Text } from '@mantine/core';
import type { Shapes } from '../../api/client';
import { Fact, Facts } from '../../parts/Facts';
import { Panel } from '../../parts/Panel';
import { count, duration, size } from '../../words/amounts';

/** The process that answers, what it stands on, and what it keeps. */
export function NodePanel({ report: { node, catalog, secrets, values } }: { report: Shapes['SettingsReport'] }) {
  const caches = values.find((value) => value.path === 'cache.enabled')?.value === 'true';
  return (
    <Panel title="This node">
      <Facts>
        <Fact name="Weir">
          {node.version}, snapshot {count(node.snapshotVersion)}
        </Fact>
        <Fact name="Listens on">{node.url ?? 'nothing'}</Fact>
        <Fact name="Runs since">{node.uptimeSeconds === null ? '–' : duration(node.uptimeSeconds * 1_000)}</Fact>
        <Fact name="On">
          {node.platform}, {node.runtime}
        </Fact>
        <Fact name="Data folder">
          <span className="mono">{node.dataFolder}</span>
        </Fact>
        <Fact name="Database">
          {node.database}, {size(node.databaseBytes)}
        </Fact>
        <Fact name="Secrets">
          {secrets.description}
          {secrets.problem !== null && (
            <Text size="sm" role="alert">
              ✕ {secrets.problem}
            </Text>
          )}
        </Fact>
        <Fact name="Catalogue">
          of {catalog.date}, {catalog.synced ? 'synced' : 'shipped with Weir'}: {count(catalog.providers)} providers, {count(catalog.models)} models
        </Fact>
        <Fact name="Prompts">Prompts and answers are not logged.{caches && ' The response cache keeps answers for a while.'}</Fact>
        <Fact name="Ledger">Requests and the audit log are kept for good: Weir deletes no row.</Fact>
      </Facts>
    </Panel>
  );
}
