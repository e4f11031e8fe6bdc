import type { Shapes } from '../../api/client';

/** How a request ended: a sign and words. */
export function outcome(request: Shapes['RequestEntry']) {
  if (request.error !== null || request.status >= 400) {
    return <span title={`Status ${request.status}`}>✕ {request.error ?? request.status}</span>;
  }

  const tries = request.attemptCount > 1 ? `, ${request.attemptCount} tries` : '';
  return request.answeredBy === 'cache' ? <span>✓ from the cache</span> : <span>✓ answered{tries}</span>;
}
