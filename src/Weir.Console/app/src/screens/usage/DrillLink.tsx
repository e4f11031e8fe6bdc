import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { RequestsAddress } from './drill';

/** A number that leads to its requests; plain where the list can't show just those. */
export function DrillLink({ to, label, children }: { to: RequestsAddress | null; label: string; children: ReactNode }) {
  return to === null ? (
    <>{children}</>
  ) : (
    <Anchor inherit underline="always" c="inherit" className="tap" aria-label={label} renderRoot={(props) => <Link to="/requests" search={to} {...props} />}>
      {children}
    </Anchor>
  );
}
