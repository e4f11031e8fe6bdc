import type { QueryClient } from '@tanstack/react-query';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { ask } from './api/queries';
import { ApiProblem } from './api/problem';
import { usageSearch } from './screens/usage/search';
import { isEnough } from './session/roles';
import { readSearch } from './screens/requests/filter';
import { NotFound } from './shell/NotFound';
import { Shell } from './shell/Shell';
import { SignIn } from './shell/SignIn';

const text = (value: unknown) => (typeof value === 'string' && value.length > 0 ? value : undefined);

/** Leaves out what is undefined, so that addresses stay short. */
const only = <T extends Record<string, unknown>>(search: T) => Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> };

/** The pages. What they show is in their address: filters, ranges, what is open. */
export function makeRouter(queries: QueryClient) {
  const root = createRootRoute({ notFoundComponent: NotFound });
  const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: SignIn });
  const shell = createRoute({
    getParentRoute: () => root,
    id: 'shell',
    component: Shell,
    beforeLoad: async () => {
      try {
        await queries.ensureQueryData(ask.session);
      } catch (error) {
        // Without a gateway the shell says so by itself; without a session there is nothing to show.
        if (error instanceof ApiProblem) {
          throw redirect({ to: '/sign-in' });
        }
      }
    },
  });
  const overview = createRoute({
    getParentRoute: () => shell,
    path: '/',
    beforeLoad: () => {
      // The overview tells of everybody: who sees only his own begins with what he used.
      const session = queries.getQueryData(ask.session.queryKey);
      if (session !== undefined && !isEnough(session.role, 'manager')) {
        throw redirect({ to: '/usage' });
      }
    },
    component: lazyRouteComponent(() => import('./screens/Overview'), 'Overview'),
  });
  const people = createRoute({ getParentRoute: () => shell, path: '/people', component: lazyRouteComponent(() => import('./screens/People'), 'People') });
  const start = createRoute({
    getParentRoute: () => shell,
    path: '/start',
    validateSearch: (search) => only({ provider: text(search['provider']), connection: text(search['connection']), model: text(search['model']) }),
    component: lazyRouteComponent(() => import('./screens/Start'), 'Start'),
  });
  const providers = createRoute({
    getParentRoute: () => shell,
    path: '/providers',
    validateSearch: (search) => only({ connect: text(search['connect']) }),
    component: lazyRouteComponent(() => import('./screens/Providers'), 'Providers'),
  });
  const provider = createRoute({ getParentRoute: () => shell, path: '/providers/$name', component: lazyRouteComponent(() => import('./screens/Provider'), 'Provider') });
  const models = createRoute({
    getParentRoute: () => shell,
    path: '/models',
    validateSearch: (search) => only({
        search: text(search['search']),
        connection: text(search['connection']),
        can: text(search['can']),
        below: typeof search['below'] === 'number' && search['below'] >= 0 ? search['below'] : undefined,
        compare: text(search['compare']),
      }),
    component: lazyRouteComponent(() => import('./screens/Models'), 'Models'),
  });
  const chains = createRoute({ getParentRoute: () => shell, path: '/chains', component: lazyRouteComponent(() => import('./screens/Chains'), 'Chains') });
  const chain = createRoute({
    getParentRoute: () => shell,
    path: '/chains/$name',
    validateSearch: (search) => only({ targets: text(search['targets']) }),
    component: lazyRouteComponent(() => import('./screens/Chain'), 'Chain'),
  });
  const playground = createRoute({
    getParentRoute: () => shell,
    path: '/playground',
    validateSearch: (search) => only({ model: text(search['model']), against: text(search['against']) }),
    component: lazyRouteComponent(() => import('./screens/Playground'), 'Playground'),
  });
  const requests = createRoute({
    getParentRoute: () => shell,
    path: '/requests',
    validateSearch: readSearch,
    component: lazyRouteComponent(() => import('./screens/Requests'), 'Requests'),
  });
  const request = createRoute({ getParentRoute: () => shell, path: '/requests/$id', component: lazyRouteComponent(() => import('./screens/Request'), 'Request') });
  const budgets = createRoute({ getParentRoute: () => shell, path: '/budgets', component: lazyRouteComponent(() => import('./screens/Budgets'), 'Budgets') });
  const keys = createRoute({
    getParentRoute: () => shell,
    path: '/keys',
    validateSearch: (search) => only({ create: search['create'] === true ? true : undefined }),
    component: lazyRouteComponent(() => import('./screens/Keys'), 'Keys'),
  });
  const usage = createRoute({
    getParentRoute: () => shell,
    path: '/usage',
    validateSearch: usageSearch,
    component: lazyRouteComponent(() => import('./screens/Usage'), 'Usage'),
  });
  const sessions = createRoute({ getParentRoute: () => shell, path: '/sessions', component: lazyRouteComponent(() => import('./screens/Sessions'), 'Sessions') });
  const alerts = createRoute({
    getParentRoute: () => shell,
    path: '/alerts',
    validateSearch: (search) => only({ all: search['all'] === true ? true : undefined }),
    component: lazyRouteComponent(() => import('./screens/Alerts'), 'Alerts'),
  });
  const audit = createRoute({
    getParentRoute: () => shell,
    path: '/audit',
    validateSearch: (search) =>
      only({
        who: text(search['who']),
        kind: text(search['kind']),
        subject: text(search['subject']),
        from: text(search['from']),
        to: text(search['to']),
        row: typeof search['row'] === 'number' && search['row'] >= 1 ? search['row'] : undefined,
      }),
    component: lazyRouteComponent(() => import('./screens/Audit'), 'Audit'),
  });
  const settings = createRoute({
    getParentRoute: () => shell,
    path: '/settings',
    validateSearch: (search) => only({ search: text(search['search']), source: text(search['source']) }),
    component: lazyRouteComponent(() => import('./screens/Settings'), 'Settings'),
  });
  return createRouter({
    routeTree: root.addChildren([
      signIn,
      shell.addChildren([overview, start, providers, provider, models, chains, chain, playground, requests, request, keys, budgets, people, usage, sessions, alerts, audit, settings]),
    ]),
    basepath: '/console',
    defaultPreload: 'intent',
    scrollRestoration: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
