import type { Shapes } from '../../api/client';

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

const routes: Record<string, { path: string; body: (model: string) => object }> = {
  'chat.completions': { path: '/v1/chat/completions', body: (model) => ({ model, messages: [{ role: 'user', content: 'Say hello.' }] }) },
  messages: { path: '/v1/messages', body: (model) => ({ model, max_tokens: 256, messages: [{ role: 'user', content: 'Say hello.' }] }) },
  responses: { path: '/v1/responses', body: (model) => ({ model, input: 'Say hello.' }) },
  embeddings: { path: '/v1/embeddings', body: (model) => ({ model, input: 'Say hello.' }) },
};

/** The same kind of request for a terminal. What was asked is not kept, so the text is another. */
export function curl(gateway: string, request: Pick<Shapes['RequestEntry'], 'operation' | 'modelAsked' | 'tags' | 'runId'>): string {
  const route = routes[request.operation] ?? routes['chat.completions']!;
  return [
    `curl -N ${gateway}${route.path}`,
    '-H "Authorization: Bearer $WEIR_KEY"',
    "-H 'Content-Type: application/json'",
    ...(request.tags === null ? [] : [`-H ${quoted(`x-weir-tags: ${request.tags}`)}`]),
    ...(request.runId === null ? [] : [`-H ${quoted(`x-weir-run: ${request.runId}`)}`]),
    `-d ${quoted(JSON.stringify(route.body(request.modelAsked ?? 'default')))}`,
  ].join(' ');
}
