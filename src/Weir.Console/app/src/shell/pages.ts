/** The pages of the navigation, with the letter that opens each after `g`. */
export const pages = [
  { to: '/', title: 'Overview', letter: 'o' },
  { to: '/providers', title: 'Providers', letter: 'p' },
  { to: '/models', title: 'Models', letter: 'm' },
  { to: '/chains', title: 'Chains', letter: 'c' },
  { to: '/playground', title: 'Playground', letter: 'y' },
  { to: '/requests', title: 'Requests', letter: 'r' },
  { to: '/usage', title: 'Usage', letter: 'u' },
  { to: '/keys', title: 'Keys', letter: 'k' },
  { to: '/sessions', title: 'Test sessions', letter: 't' },
] as const;
