import type { RequestFilter } from '../../api/queries';

/** Where the gateway writes all requests of a filter as a file. */
export function exportAddress(filter: RequestFilter, format: 'csv' | 'json'): string {
  const query = new URLSearchParams({ format, ...Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, String(value)])) });
  return `/admin/api/v1/requests/export?${query}`;
}
