import createClient from 'openapi-fetch';
import { ApiProblem, Unreachable } from './problem';
import type { components, paths } from './schema';

export type Shapes = components['schemas'];

/** The admin API; the browser's cookie says who asks, and the header that it is this page which does. */
export const api = createClient<paths>({
  baseUrl: '',
  headers: { 'x-weir-console': '1' },
  credentials: 'same-origin',
  // Names of models and ids of budgets have slashes, and the gateway takes them as they are.
  pathSerializer: (path, values) => Object.entries(values).reduce((address, [name, value]) => address.replace(`{${name}}`, String(value).split('/').map(encodeURIComponent).join('/')), path),
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer's data; a refusal as ApiProblem, a broken line as Unreachable. */
export async function given<T>(asked: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await asked;
  } catch {
    throw new Unreachable();
  }

  if (answer.response.ok) {
    return answer.data as T;
  }

  throw problemOf(answer.error, answer.response.status);
}

/** A problem also where the answer is none of the gateway's, as from a proxy that lost it. */
export function problemOf(body: unknown, status: number): ApiProblem | Unreachable {
  if (typeof body === 'object' && body !== null && 'detail' in body) {
    return new ApiProblem(body as Shapes['AdminProblem']);
  }

  return status >= 502 && status <= 504
    ? new Unreachable()
    : new ApiProblem({ type: 'about:blank', title: 'Failed', status, detail: `The gateway answered with status ${status}.`, errorKind: 'unknown', action: 'Try again.', requestId: null });
}

/** Signs this browser in with a link's token or an admin key. */
export async function signIn(wanted: { token: string } | { key: string }): Promise<void> {
  let response: Response;
  try {
    response = await fetch('/console/session', {
      method: 'POST',
      headers: { 'x-weir-console': '1', 'content-type': 'application/json' },
      body: JSON.stringify(wanted),
    });
  } catch {
    throw new Unreachable();
  }

  if (!response.ok) {
    throw problemOf(await response.json().catch(() => null), response.status);
  }
}

/** Signs out: this browser, or all of them. */
export async function signOut(everywhere: boolean): Promise<void> {
  await fetch('/admin/api/v1/console/session' + (everywhere ? '?all=true' : ''), { method: 'DELETE', headers: { 'x-weir-console': '1' } });
}
