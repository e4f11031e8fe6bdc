import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { AuditFilter } from '../screens/audit/filter';
import { api, given, signOnOffer, type Shapes } from './client';
import type { operations, paths } from './schema';

/** A page of the list of requests. */
export const requestsPerPage = 100;

/** One entry for each question that pages ask; the first part of a key is what events put out of date. */
export const ask = {
  session: queryOptions({ queryKey: ['session'], queryFn: () => given(api.GET('/admin/api/v1/console/session')), staleTime: 60_000 }),
  status: queryOptions({ queryKey: ['status'], queryFn: () => given(api.GET('/admin/api/v1/status')) }),
  catalogue: queryOptions({ queryKey: ['catalogue'], queryFn: () => given(api.GET('/admin/api/v1/providers')), staleTime: 60_000 }),
  found: queryOptions({ queryKey: ['found'], queryFn: () => given(api.GET('/admin/api/v1/found')) }),
  provider: (name: string) => queryOptions({ queryKey: ['providers', 'one', name], queryFn: () => given(api.GET('/admin/api/v1/providers/{name}', { params: { path: { name } } })) }),
  test: (name: string) =>
    queryOptions({
      queryKey: ['test', name],
      queryFn: () => given(api.POST('/admin/api/v1/connections/{name}/test', { params: { path: { name } } })),
      gcTime: 0,
      retry: false,
      // Once, and when a person asks for it: each test is a call to the provider.
      enabled: (query) => query.state.status === 'pending',
    }),
  budgets: queryOptions({ queryKey: ['budgets', 'all'], queryFn: () => given(api.GET('/admin/api/v1/budgets')) }),
  holds: queryOptions({ queryKey: ['budgets', 'holds'], queryFn: () => given(api.GET('/admin/api/v1/budgets/holds')) }),
  trial: (question: Shapes['BudgetQuestion']) => queryOptions({ queryKey: ['budgets', 'trial', question], queryFn: () => given(api.POST('/admin/api/v1/budgets/simulate', { body: question })), gcTime: 30_000 }),
  limits: queryOptions({ queryKey: ['limits'], queryFn: () => given(api.GET('/admin/api/v1/limits')) }),
  caps: queryOptions({ queryKey: ['caps'], queryFn: () => given(api.GET('/admin/api/v1/caps')) }),
  connections: queryOptions({ queryKey: ['providers', 'connections'], queryFn: () => given(api.GET('/admin/api/v1/connections')) }),
  statuses: queryOptions({ queryKey: ['providers', 'status'], queryFn: () => given(api.GET('/admin/api/v1/providers/status')) }),
  auth: queryOptions({ queryKey: ['providers', 'auth'], queryFn: () => given(api.GET('/admin/api/v1/auth')) }),
  quotas: queryOptions({ queryKey: ['quotas'], queryFn: () => given(api.GET('/admin/api/v1/quotas')) }),
  models: queryOptions({ queryKey: ['models'], queryFn: () => given(api.GET('/admin/api/v1/models')), staleTime: 60_000 }),
  model: (name: string) => queryOptions({ queryKey: ['models', 'one', name], queryFn: () => given(api.GET('/admin/api/v1/models/{name}', { params: { path: { name } } })) }),
  overrides: queryOptions({ queryKey: ['overrides'], queryFn: () => given(api.GET('/admin/api/v1/overrides')) }),
  /** Alerts that nobody acknowledged, or all. */
  alerts: (open: boolean) => queryOptions({ queryKey: ['alerts', open], queryFn: () => given(api.GET('/admin/api/v1/alerts', { params: { query: { ...(open ? { open } : {}), limit: 200 } } })) }),
  /** Page by page, the newest first. */
  audit: (filter: AuditFilter) =>
    infiniteQueryOptions({
      queryKey: ['audit', filter],
      queryFn: ({ pageParam }) => given(api.GET('/admin/api/v1/audit', { params: { query: { ...filter, limit: auditPage, ...(pageParam === null ? {} : { before: pageParam }) } } })),
      initialPageParam: null as number | null,
      getNextPageParam: (page) => (page.length < auditPage ? undefined : page.at(-1)?.number),
    }),
  /** The latest rows about one thing. */
  auditOf: (subject: string, limit: number) => queryOptions({ queryKey: ['audit', 'of', subject, limit], queryFn: () => given(api.GET('/admin/api/v1/audit', { params: { query: { subject, limit } } })) }),
  auditRow: (number: number) =>
    queryOptions({ queryKey: ['audit-row', number], queryFn: async () => (await given(api.GET('/admin/api/v1/audit', { params: { query: { before: number + 1, limit: 1 } } }))).find((row) => row.number === number) ?? null }),
  auditCheck: (anchor: string | undefined) =>
    queryOptions({ queryKey: ['audit-check', anchor], queryFn: () => given(api.GET('/admin/api/v1/audit/verify', { params: { query: anchor === undefined ? {} : { anchor } } })), gcTime: 0, retry: false, refetchOnWindowFocus: false }),
  settings: queryOptions({ queryKey: ['settings'], queryFn: () => given(api.GET('/admin/api/v1/settings')) }),
  configDiff: queryOptions({ queryKey: ['config', 'diff'], queryFn: () => given(api.GET('/admin/api/v1/config/diff')) }),
  users: queryOptions({ queryKey: ['people', 'users'], queryFn: () => given(api.GET('/admin/api/v1/users')) }),
  teams: queryOptions({ queryKey: ['people', 'teams'], queryFn: () => given(api.GET('/admin/api/v1/teams')) }),
  signOn: queryOptions({ queryKey: ['sign-on'], queryFn: signOnOffer }),
  chains: queryOptions({ queryKey: ['chains'], queryFn: () => given(api.GET('/admin/api/v1/chains')), refetchInterval: 10_000 }),
  preview: (question: Partial<Shapes['RouteQuestion']>) => queryOptions({ queryKey: ['preview', question], queryFn: () => given(api.POST('/admin/api/v1/explain', { body: question })), gcTime: 30_000 }),
  estimate: (question: Partial<Shapes['RouteQuestion']>) => queryOptions({ queryKey: ['estimate', question], queryFn: () => given(api.POST('/admin/api/v1/estimate', { body: question })), gcTime: 30_000 }),
  keys: queryOptions({ queryKey: ['keys'], queryFn: () => given(api.GET('/admin/api/v1/keys')) }),
  sessions: queryOptions({ queryKey: ['sessions'], queryFn: () => given(api.GET('/admin/api/v1/sessions')), refetchInterval: 10_000 }),
  requests: (filter: RequestFilter) =>
    queryOptions({
      queryKey: ['requests', filter],
      queryFn: () => given(api.GET('/admin/api/v1/requests', { params: { query: { ...filter, limit: 200 } } })),
    }),
  requestPages: (filter: RequestFilter) =>
    infiniteQueryOptions({
      // Not with the lists above: events make those out of date, and this one is many pages.
      queryKey: ['request-pages', filter],
      queryFn: ({ pageParam }) => given(api.GET('/admin/api/v1/requests', { params: { query: { ...filter, ...(pageParam === null ? {} : { before: pageParam }), limit: requestsPerPage } } })),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => (page.length < requestsPerPage ? undefined : page.at(-1)!.id),
      staleTime: Infinity,
    }),
  requestTimes: (filter: RequestFilter) =>
    queryOptions({
      queryKey: ['request-times', filter],
      queryFn: () => given(api.GET('/admin/api/v1/requests/histogram', { params: { query: filter } })),
    }),
  request: (id: string) => queryOptions({ queryKey: ['request', id], queryFn: () => given(api.GET('/admin/api/v1/requests/{name}', { params: { path: { name: id } } })) }),
  usage: (question: UsageQuestion) => queryOptions({ queryKey: ['usage', 'sums', question], queryFn: () => given(api.GET('/admin/api/v1/usage', { params: { query: question } })) }),
  usageOverTime: (question: UsageTimeQuestion) =>
    queryOptions({ queryKey: ['usage', 'series', question], queryFn: () => given(api.GET('/admin/api/v1/usage/series', { params: { query: question } })) }),
  projection: (question: ProjectionQuestion) =>
    queryOptions({ queryKey: ['usage', 'projection', question], queryFn: () => given(api.GET('/admin/api/v1/usage/projection', { params: { query: question } })) }),
  signInOffer: (provider: string) =>
    queryOptions({ queryKey: ['offer', provider], queryFn: () => given(api.GET('/admin/api/v1/providers/{name}/sign-in', { params: { path: { name: provider } } })) }),
  signIn: (id: string) =>
    queryOptions({
      queryKey: ['sign-in', id],
      queryFn: () => given(api.GET('/admin/api/v1/auth/sign-ins/{name}', { params: { path: { name: id } } })),
      refetchInterval: (query) => (query.state.data?.state === 'waiting' || query.state.data === undefined ? 1_500 : false),
    }),
};

/** So many rows of the audit log are asked for at once. */
const auditPage = 100;

/** Which requests, as the API's query names the parts. */
export type RequestFilter = Omit<NonNullable<paths['/admin/api/v1/requests']['get']['parameters']['query']>, 'limit'>;

export const groupings = ['model', 'provider', 'connection', 'key', 'user', 'team', 'operation', 'tag', 'run', 'day', 'hour'] as const;

export type Grouping = (typeof groupings)[number];

type QueryOf<Name extends keyof operations> = operations[Name] extends { parameters: { query?: infer Query } } ? NonNullable<Query> : never;

export type UsageQuestion = QueryOf<'getUsage'>;

export type UsageTimeQuestion = QueryOf<'getUsageSeries'>;

export type ProjectionQuestion = QueryOf<'getUsageProjection'>;
