import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/queries';
import { Screen } from '../parts/Screen';
import { Shown } from '../parts/Shown';
import { useSession } from '../session/useSession';
import { ConfigFile } from './settings/ConfigFile';
import { NodePanel } from './settings/NodePanel';
import { Values } from './settings/Values';

/** What the gateway runs with, and who says so. */
export function Settings() {
  const settings = useQuery(ask.settings);
  const diff = useQuery(ask.configDiff);
  const { may } = useSession();
  return (
    <Screen
      title="Settings"
      about="What runs, value by value, and where each value comes from. What weir.yaml declares is changed there."
      actions={
        may('admin') && (
          <Button variant="default" component="a" href="/admin/api/v1/diagnostics" download="weir-diagnostics.json" title="For somebody who helps: without secrets, and without names of people and keys">
            Download diagnostics
          </Button>
        )
      }
    >
      <Shown
        query={settings}
        height={640}
        partial={() => (diff.isError ? `Whether the file differs from what runs can’t be shown: ${diff.error.message}` : null)}
      >
        {(report) => (
          <>
            <div className="panels">
              <ConfigFile report={report} diff={diff.data} />
              <NodePanel report={report} />
            </div>
            <Values values={report.values} />
          </>
        )}
      </Shown>
    </Screen>
  );
}
