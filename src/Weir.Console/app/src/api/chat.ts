import { problemOf, type Shapes } from './client';
import { ApiProblem, Unreachable } from './problem';
import { events } from './sse';

/** What POST /v1/chat/completions takes; always streamed. */
export interface ChatOrder {
  model: string;
  messages: readonly { role: 'system' | 'user' | 'assistant' | 'tool'; content: unknown; [member: string]: unknown }[];
  [parameter: string]: unknown;
}

/** A part of an answer as it comes: text, thoughts, a chunk as it was sent, and at the end the request's trace. */
export type ChatPart = { kind: 'text'; text: string } | { kind: 'thought'; text: string } | { kind: 'chunk'; chunk: unknown } | { kind: 'end'; trace: Shapes['RequestTrace'] };

interface Chunk {
  choices?: { delta?: { content?: string | null; reasoning_content?: string | null } }[];
  error?: { code?: string; message?: string; action?: string };
}

/** Asks a model or a chain as whoever is signed in. Ends when it is aborted; a refusal is thrown as ApiProblem. A chain that asks before it goes on takes the answer in confirm. */
export async function* chat(order: ChatOrder, signal: AbortSignal, confirm?: string): AsyncGenerator<ChatPart> {
  const response = await ask(order, signal, confirm);
  if (!response.ok || response.body === null) {
    throw problemOf(await response.json().catch(() => null), response.status);
  }

  for await (const event of events(response.body)) {
    if (event.type === 'weir') {
      yield { kind: 'end', trace: JSON.parse(event.data) as Shapes['RequestTrace'] };
      return;
    }

    if (event.data !== '[DONE]') {
      yield* parts(JSON.parse(event.data) as Chunk);
    }
  }

  throw new Unreachable();
}

function* parts(chunk: Chunk): Generator<ChatPart> {
  if (chunk.error) {
    const { code = 'unexpected_response', message = 'The answer broke off.', action = null } = chunk.error;
    throw new ApiProblem({ type: 'about:blank', title: 'The answer broke off', status: 502, detail: message, errorKind: code, action, requestId: null });
  }

  yield { kind: 'chunk', chunk };
  const delta = chunk.choices?.[0]?.delta;
  if (delta?.reasoning_content) {
    yield { kind: 'thought', text: delta.reasoning_content };
  }

  if (delta?.content) {
    yield { kind: 'text', text: delta.content };
  }
}

async function ask(order: ChatOrder, signal: AbortSignal, confirm?: string): Promise<Response> {
  try {
    return await fetch('/admin/api/v1/chat', {
      method: 'POST',
      headers: { 'x-weir-console': '1', 'content-type': 'application/json', ...(confirm === undefined ? {} : { 'x-weir-confirm': confirm }) },
      body: JSON.stringify(order),
      signal,
    });
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }

    throw new Unreachable();
  }
}
