import type { Role } from '../session/roles';

interface Page {
  to: '/' | '/providers' | '/models' | '/chains' | '/playground' | '/requests' | '/usage' | '/keys' | '/budgets' | '/people' | '/sessions' | '/alerts' | '/audit' | '/settings';
  title: string;
  /** Opens the page after `g`. */
  letter: string;
  /** Who sees it. */
  least: Role;
}

/** The pages of the navigation. */
export const pages: readonly Page[] = [
  { to: '/', title: 'Overview', letter: 'o', least: 'manager' },
  { to: '/providers', title: 'Providers', letter: 'p', least: 'manager' },
  { to: '/models', title: 'Models', letter: 'm', least: 'member' },
  { to: '/chains', title: 'Chains', letter: 'c', least: 'manager' },
  { to: '/playground', title: 'Playground', letter: 'y', least: 'manager' },
  { to: '/requests', title: 'Requests', letter: 'r', least: 'member' },
  { to: '/usage', title: 'Usage', letter: 'u', least: 'member' },
  { to: '/keys', title: 'Keys', letter: 'k', least: 'member' },
  { to: '/budgets', title: 'Budgets and limits', letter: 'b', least: 'member' },
  { to: '/people', title: 'Users and teams', letter: 'e', least: 'manager' },
  { to: '/sessions', title: 'Test sessions', letter: 't', least: 'manager' },
  { to: '/alerts', title: 'Alerts', letter: 'a', least: 'manager' },
  { to: '/audit', title: 'Audit log', letter: 'd', least: 'manager' },
  { to: '/settings', title: 'Settings', letter: 's', least: 'manager' },
];
