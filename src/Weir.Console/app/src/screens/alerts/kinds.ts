const words: Record<string, { title: string; sign: string }> = {
  budget_threshold: { title: 'A budget is nearly used up', sign: '◔' },
  budget_reached: { title: 'A budget is used up', sign: '✕' },
  run_soft_cap: { title: 'A run is long', sign: '◔' },
  quota_low: { title: 'A quota is low', sign: '◔' },
  connection_signed_out: { title: 'A connection is signed out', sign: '⚿' },
  connection_error: { title: 'A connection fails', sign: '✕' },
};

/** A kind of alert in words; one that is newer than this page as it is. */
export function alertWords(kind: string): { title: string; sign: string } {
  return words[kind] ?? { title: kind.replaceAll('_', ' '), sign: '●' };
}

/** Where what an alert is about can be looked at. */
export function placeOf(alert: { kind: string; subject: string }): { to: '/providers/$name'; params: { name: string } } | null {
  return alert.kind.startsWith('connection_') ? { to: '/providers/$name', params: { name: alert.subject } } : null;
}
