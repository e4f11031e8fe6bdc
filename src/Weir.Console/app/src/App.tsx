import { createTheme, MantineProvider, Notification, type CSSVariablesResolver } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { nonce } from './nonce';
import { ApiProblem } from './api/problem';
import { makeRouter } from './router';

const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 9, dark: 9 },
  autoContrast: true,
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: { Notification: Notification.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } }) },
});

// The library's quiet texts are too pale for WCAG AA on some grounds.
const readable: CSSVariablesResolver = () => ({
  // What the pointer rests on grows darker, not paler: white on it must stay readable.
  variables: { '--mantine-color-teal-filled-hover': '#06694b', '--mantine-primary-color-filled-hover': '#06694b', '--mantine-color-red-filled-hover': '#a61e1e' },
  light: { '--mantine-color-dimmed': 'var(--mantine-color-gray-7)', '--mantine-color-placeholder': 'var(--mantine-color-gray-7)', '--mantine-color-error': 'var(--mantine-color-red-9)' },
  dark: { '--mantine-color-dimmed': 'var(--mantine-color-dark-1)', '--mantine-color-placeholder': 'var(--mantine-color-dark-1)', '--mantine-color-error': 'var(--mantine-color-red-4)' },
});

const queries: QueryClient = new QueryClient({
  // Whatever was changed stands in the audit log now.
  mutationCache: new MutationCache({ onSuccess: () => void queries.invalidateQueries({ queryKey: ['audit'] }) }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: true,
      // What the gateway refused it will refuse again; a line that broke may hold the next time.
      retry: (failures, error) => !(error instanceof ApiProblem) && failures < 2,
    },
  },
});

const router = makeRouter(queries);

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" cssVariablesResolver={readable} getStyleNonce={() => nonce}>
      <Notifications position="bottom-right" />
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
