import { startOf } from './days';
import { isKind, type AuditKind } from './kinds';

/** What stands in the page's address. */
export interface AuditSearch {
  who?: string;
  kind?: string;
  subject?: string;
  /** Days in the person's zone, both of them shown. */
  from?: string;
  to?: string;
  /** The row that is open. */
  row?: number;
}

export interface AuditFilter {
  who?: string;
  kind?: AuditKind;
  subject?: string;
  since?: string;
  until?: string;
}

/** The question that an address stands for. */
export function filterOf({ who, kind, subject, from, to }: AuditSearch): AuditFilter {
  const [since, until] = [startOf(from), startOf(to, 1)];
  return {
    ...(who === undefined ? {} : { who }),
    ...(kind === undefined || !isKind(kind) ? {} : { kind }),
    ...(subject === undefined ? {} : { subject }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  };
}

/** Where the same rows are a file. */
export function exportOf(filter: AuditFilter): string {
  const query = new URLSearchParams(Object.entries(filter)).toString();
  return `/admin/api/v1/audit/export${query.length > 0 ? `?${query}` : ''}`;
}
