import type { Shapes } from '../../api/client';

/** What a budget, a rate limit or a cap is on. */
export interface Subject {
  kind: (typeof kinds)[number]['value'];
  /** Empty for the gateway. */
  name: string;
}

export const kinds = [
  { value: 'gateway', label: 'The whole gateway' },
  { value: 'key', label: 'A key' },
  { value: 'user', label: 'A user' },
  { value: 'team', label: 'A team' },
  { value: 'connection', label: 'A connection' },
  { value: 'model', label: 'A model' },
] as const;

export const windows = [
  { value: 'daily', label: 'A day' },
  { value: 'weekly', label: 'A week' },
  { value: 'monthly', label: 'A month' },
  { value: 'rolling', label: 'Any span of time (rolling)' },
  { value: 'total', label: 'Once and for all' },
] as const;

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** A number field's value: its number, or what stands there instead. */
export type Field = number | string;

/** A budget as the form has it. */
export interface Draft {
  on: Subject;
  window: (typeof windows)[number]['value'];
  unit: 'usd' | 'tokens';
  /** Dollars or tokens. */
  limit: Field;
  rollingMinutes: Field;
  timezone: string;
  resetHour: Field;
  resetDay: Field;
  resetWeekday: string;
  hard: boolean;
  /** Percent. */
  alert: Field;
}

/** As the API writes it: gateway, key:ci, model:lab/qwen. */
export function subjectText(subject: Subject): string {
  return subject.kind === 'gateway' ? 'gateway' : `${subject.kind}:${subject.name.trim()}`;
}

/** What subjectText wrote. */
export function subjectOf(text: string): Subject {
  const colon = text.indexOf(':');
  const kind = kinds.find((known) => known.value === text.slice(0, colon));
  return colon < 0 || kind === undefined ? { kind: 'gateway', name: '' } : { kind: kind.value, name: text.slice(colon + 1) };
}

/** Whether somebody or something is named. */
export function isNamed(subject: Subject): boolean {
  return subject.kind === 'gateway' || subject.name.trim().length > 0;
}

/** A number field's number; null when there is none. */
export function numberOf(field: Field): number | null {
  return typeof field === 'number' ? field : null;
}

/** The form for a budget that is there, or for a new one. */
export function draftOf(entry?: Shapes['BudgetEntry']): Draft {
  return entry === undefined
    ? { on: { kind: 'gateway', name: '' }, window: 'monthly', unit: 'usd', limit: '', rollingMinutes: 300, timezone: 'UTC', resetHour: 0, resetDay: 1, resetWeekday: 'monday', hard: true, alert: 80 }
    : {
        on: subjectOf(entry.on),
        window: entry.rollingMinutes !== null ? 'rolling' : entry.window === 'lifetime' ? 'total' : (entry.window as Draft['window']),
        unit: entry.unit === 'usd' ? 'usd' : 'tokens',
        limit: entry.unit === 'usd' ? entry.limit / 1_000_000_000 : entry.limit,
        rollingMinutes: entry.rollingMinutes ?? '',
        timezone: entry.timezone,
        resetHour: entry.resetHour,
        resetDay: entry.resetDay,
        resetWeekday: entry.resetWeekday,
        hard: entry.hard,
        alert: Math.round(entry.alert * 100),
      };
}

/** What the form orders; null while something is missing. */
export function orderOf(draft: Draft): Shapes['BudgetOrder'] | null {
  const limit = numberOf(draft.limit);
  const minutes = numberOf(draft.rollingMinutes);
  const alert = numberOf(draft.alert);
  if (!isNamed(draft.on) || limit === null || limit < 0 || alert === null || (draft.window === 'rolling' && (minutes === null || minutes < 1))) {
    return null;
  }

  const recurs = draft.window === 'daily' || draft.window === 'weekly' || draft.window === 'monthly';
  return {
    on: subjectText(draft.on),
    window: draft.window,
    usd: draft.unit === 'usd' ? limit : null,
    tokens: draft.unit === 'tokens' ? Math.round(limit) : null,
    rollingMinutes: draft.window === 'rolling' ? minutes : null,
    timezone: draft.timezone.trim() === '' ? null : draft.timezone.trim(),
    resetHour: recurs ? (numberOf(draft.resetHour) ?? 0) : 0,
    resetDay: draft.window === 'monthly' ? (numberOf(draft.resetDay) ?? 1) : 1,
    resetWeekday: draft.window === 'weekly' ? draft.resetWeekday : 'monday',
    hard: draft.hard,
    alert: alert / 100,
  };
}
