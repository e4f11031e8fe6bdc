import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../api/queries';
import { some } from '../words/amounts';

const most = 99;

/** How many alerts nobody acknowledged; the stream of events keeps it right. */
export function AlertBell() {
  const alerts = useQuery(ask.alerts(true));
  const open = alerts.data?.length ?? 0;
  const label = alerts.data === undefined ? 'Alerts' : `Alerts: ${open > most ? `more than ${most}` : some(open, 'alert')} open`;
  return (
    <Button variant="default" size="xs" px={8} aria-label={label} title={label} renderRoot={(props) => <Link to="/alerts" {...props} />}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.4">
        <path d="M8 1.8a4 4 0 0 0-4 4v3L2.6 11.4h10.8L12 8.8v-3a4 4 0 0 0-4-4zM6.6 13.4a1.5 1.5 0 0 0 2.8 0" />
      </svg>
      {open > 0 && <span className="count">{open > most ? `${most}+` : open}</span>}
    </Button>
  );
}
