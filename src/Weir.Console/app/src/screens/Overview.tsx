import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/queries';
import { Screen } from '../parts/Screen';
import { Begin } from './overview/Begin';
import { Figures } from './overview/Figures';
import { LastErrors } from './overview/LastErrors';
import { NearLimits } from './overview/NearLimits';
import { OpenAlerts } from './overview/OpenAlerts';
import { StatusStrip } from './overview/StatusStrip';

/** How the gateway fares, at a glance; every number leads to the list behind it. */
export function Overview() {
  const statuses = useQuery(ask.statuses);
  const status = useQuery(ask.status);
  const isNew = statuses.data?.every((connection) => connection.provider === 'simulator') ?? false;
  return (
    <Screen title="Overview" about={status.data && `Weir ${status.data.version}, configuration ${status.data.snapshotVersion}, catalogue of ${status.data.catalogDate}`}>
      {isNew && <Begin />}
      <Figures />
      <StatusStrip />
      <div className="board">
        <NearLimits />
        <OpenAlerts />
      </div>
      <LastErrors />
    </Screen>
  );
}
