import type { paths } from '../../api/schema';

export type AuditKind = NonNullable<NonNullable<paths['/admin/api/v1/audit']['get']['parameters']['query']>['kind']>;

/** Every kind that the log has, in words. The API's document rules which there are: one that is missing here does not compile. */
const words: Record<AuditKind, string> = {
  credential_added: 'Credential added',
  credential_updated: 'Credential changed',
  credential_removed: 'Credential removed',
  secret_store_changed: 'Secret store changed',
  connection_added: 'Connection added',
  connection_updated: 'Connection changed',
  connection_enabled: 'Connection enabled',
  connection_disabled: 'Connection disabled',
  connection_removed: 'Connection removed',
  model_changed: 'Model switched',
  model_reset: 'Model reset',
  chain_set: 'Chain set',
  chain_removed: 'Chain removed',
  budget_set: 'Budget set',
  budget_removed: 'Budget removed',
  limit_set: 'Rate limit set',
  limit_removed: 'Rate limit removed',
  run_cap_set: 'Cap on runs set',
  run_cap_removed: 'Cap on runs removed',
  hold_settled: 'Hold settled',
  fallback: 'Went to another target',
  key_created: 'Key created',
  key_rotated: 'Key rotated',
  key_revoked: 'Key revoked',
  admin_key_refused: 'Admin key refused',
  user_added: 'User added',
  user_updated: 'User changed',
  user_removed: 'User removed',
  team_added: 'Team added',
  team_removed: 'Team removed',
  console_link_created: 'Console link made',
  console_sign_in: 'Signed in',
  console_sign_in_refused: 'Sign-in refused',
  console_sign_out: 'Signed out',
  provider_sign_in_started: 'Provider sign-in begun',
  provider_sign_in_cancelled: 'Provider sign-in cancelled',
  config_loaded: 'Configuration taken',
  config_refused: 'Configuration refused',
  test_session_created: 'Test session begun',
  test_session_ended: 'Test session ended',
  alert_acknowledged: 'Alert acknowledged',
  audit_rows_lost: 'Rows lost',
};

/** For a list to choose from. */
export const kinds = Object.entries(words).map(([value, label]) => ({ value, label }));

export const isKind = (text: string): text is AuditKind => text in words;

/** A kind in words; one that is newer than this page as it is. */
export const kindWords = (kind: string) => (isKind(kind) ? words[kind] : kind.replaceAll('_', ' '));
