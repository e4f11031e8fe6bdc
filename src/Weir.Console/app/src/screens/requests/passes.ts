import type { Shapes } from '../../api/client';
import type { RequestFilter } from '../../api/queries';

/** Whether a request that came by an event belongs into the list; the list itself was filtered by the gateway, by the same rules. */
export function passes(request: Shapes['RequestEntry'], filter: RequestFilter): boolean {
  return (
    (filter.key === undefined || request.key === filter.key) &&
    (filter.connection === undefined || request.connection === filter.connection) &&
    (filter.model === undefined || request.modelAnswered === filter.model || request.modelAsked === filter.model) &&
    (filter.failed === undefined || filter.failed === (request.error !== null || request.status >= 400))
  );
}
