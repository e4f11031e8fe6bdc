import type { ChatOrder } from '../../api/chat';
import { json } from '../../words/json';
import type { ToolCall } from './toolCalls';

/** What is asked of every column alike. */
export interface Settings {
  system: string;
  temperature: number | null;
  maxTokens: number | null;
  effort: string | null;
  /** Definitions as JSON: one tool, or a list of them. */
  tools: string;
}

export const nothingSet: Settings = { system: '', temperature: null, maxTokens: null, effort: null, tools: '' };

/** One message of the person, and what came back. */
export interface Turn {
  prompt: string;
  text: string;
  calls: readonly ToolCall[];
}

/** The request for a prompt, after what was said before. Tools that are no JSON are left out; toolProblem says so. */
export function orderOf(model: string, settings: Settings, before: readonly Turn[], prompt: string): ChatOrder {
  const tools = toolsOf(settings.tools);
  return {
    model,
    messages: [
      ...(settings.system.trim().length > 0 ? [{ role: 'system' as const, content: settings.system }] : []),
      ...before.flatMap(said),
      { role: 'user' as const, content: prompt },
    ],
    ...(settings.temperature === null ? {} : { temperature: settings.temperature }),
    ...(settings.maxTokens === null ? {} : { max_tokens: settings.maxTokens }),
    ...(settings.effort === null ? {} : { reasoning_effort: settings.effort }),
    ...(tools.length === 0 ? {} : { tools }),
  };
}

/** Nobody runs tools here: a turn that ended in calls is told by its text, or left out. */
function said(turn: Turn): ChatOrder['messages'] {
  return turn.text.length === 0 ? [] : [{ role: 'user', content: turn.prompt }, { role: 'assistant', content: turn.text }];
}

/** Why the tools can't be sent; null when they can. */
export function toolProblem(text: string): string | null {
  const read = json(text);
  if ('problem' in read) {
    return read.problem;
  }

  return toolsOf(text).every((tool) => typeof tool === 'object' && tool !== null) ? null : 'A tool is an object: {"name": ..., "parameters": ...}.';
}

/** A bare function definition is taken for a tool as well. */
function toolsOf(text: string): unknown[] {
  const read = json(text);
  const given = 'value' in read ? read.value : null;
  const list: unknown[] = Array.isArray(given) ? given : given === null ? [] : [given];
  return list.map((tool) => (typeof tool === 'object' && tool !== null && !('type' in tool) && 'name' in tool ? { type: 'function', function: tool } : tool));
}

/** Requests to begin with. */
export const samples: readonly { title: string; prompt: string; settings?: Partial<Settings> }[] = [
  { title: 'Explain something', prompt: 'Explain in three sentences why the sky is blue.' },
  { title: 'Write a function', prompt: 'Write a function in Python that tells whether a text reads the same from both ends. Then name two cases that it should be tested with.' },
  {
    title: 'Call a tool',
    prompt: 'What is the weather in Lisbon, and should I take an umbrella?',
    settings: {
      tools: JSON.stringify({ name: 'get_weather', description: 'The weather of a place now.', parameters: { type: 'object', properties: { place: { type: 'string' } }, required: ['place'] } }, null, 2),
    },
  },
];
