import type { RequestFilter } from '../../api/queries';

/** Parts of a filter that are written as name:value, in the order in which they are offered. */
export const words = ['key', 'user', 'team', 'model', 'connection', 'provider', 'status', 'error', 'tag', 'run', 'id'] as const;

type Word = (typeof words)[number];

/** Spans that end now. */
export const ranges: Record<string, { label: string; seconds: number }> = {
  '15m': { label: 'Last 15 minutes', seconds: 900 },
  '1h': { label: 'Last hour', seconds: 3_600 },
  '24h': { label: 'Last 24 hours', seconds: 86_400 },
  '7d': { label: 'Last 7 days', seconds: 604_800 },
  '30d': { label: 'Last 30 days', seconds: 2_592_000 },
};

/** What the page's address says: the filter, a span that ends now, and the request that is open beside the list. */
export type RequestSearch = Omit<RequestFilter, 'before'> & { range?: string; open?: string };

const text = (value: unknown) => (typeof value === 'string' && value.length > 0 ? value : typeof value === 'number' ? String(value) : undefined);

/** Reads an address; what makes no sense is left out. */
export function readSearch(search: Record<string, unknown>): RequestSearch {
  const cost = Number(search['cost_above']);
  const all: Record<string, unknown> = {
    ...Object.fromEntries(words.map((word) => [word, text(search[word])])),
    cost_above: search['cost_above'] !== undefined && cost >= 0 ? cost : undefined,
    failed: search['failed'] === true ? true : undefined,
    since: moment(search['since']),
    until: moment(search['until']),
    range: typeof search['range'] === 'string' && search['range'] in ranges ? search['range'] : undefined,
    open: text(search['open']),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as RequestSearch;
}

const moment = (value: unknown) => (typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : undefined);

/** The filter that the gateway is asked with. */
export function filterOf({ range, open: _, ...filter }: RequestSearch, now: Date): RequestFilter {
  const span = range === undefined ? undefined : ranges[range];
  // Whole minutes, so that the same question is the same for a while.
  return span === undefined ? filter : { ...filter, since: new Date(Math.floor(now.getTime() / 60_000) * 60_000 - span.seconds * 1_000).toISOString() };
}

/** Whether whatever is new passes: only the time that has gone by is narrowed. */
export const takesAllThatIsNew = ({ since: _, ...rest }: RequestFilter) => Object.keys(rest).length === 0;

/** The parts that are shown as taken: their words, and what the address is without them. */
export function parts(search: RequestSearch): { label: string; without: Partial<Record<keyof RequestSearch, undefined>> }[] {
  const all = words.flatMap((word) => (search[word] === undefined ? [] : [{ label: `${word}:${search[word]}`, without: { [word]: undefined } }]));
  return [
    ...all,
    ...(search.cost_above === undefined ? [] : [{ label: `cost>${search.cost_above}`, without: { cost_above: undefined } }]),
    ...(search.failed === undefined ? [] : [{ label: 'failed', without: { failed: undefined } }]),
    ...(search.since === undefined && search.until === undefined ? [] : [{ label: spanWords(search.since, search.until), without: { since: undefined, until: undefined } }]),
  ];
}

function spanWords(since: string | undefined, until: string | undefined) {
  const short = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  const words = (moment: string) => short.format(new Date(moment));
  return since === undefined ? `before ${words(until!)}` : until === undefined ? `from ${words(since)}` : `${words(since)} to ${words(until)}`;
}

/** What somebody typed: a part of the filter, or why it is none. */
export function parse(typed: string): { part: RequestSearch } | { problem: string } {
  const wanted = typed.trim();
  if (/^req_[0-9A-Za-z_]*$/.test(wanted)) {
    return { part: { id: wanted } };
  }

  if (wanted === 'failed') {
    return { part: { failed: true } };
  }

  const cost = /^cost\s*>\s*\$?(\d+(?:\.\d+)?)$/.exec(wanted);
  if (cost !== null) {
    return { part: { cost_above: Number(cost[1]) } };
  }

  const [, name = '', value = ''] = /^([a-z]+)\s*:\s*(.+)$/.exec(wanted) ?? [];
  if (!words.includes(name as Word)) {
    return { problem: `Write what it is about: ${words.slice(0, 5).map((word) => word + ':').join(', ')}… or cost>0.05, or failed.` };
  }

  return name === 'status' && !/^[1-9](\d\d|xx)$/.test(value) ? { problem: 'A status is a number such as 429, or 4xx.' } : { part: { [name]: value } };
}
