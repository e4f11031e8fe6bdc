/** A call of a tool, as far as it has come. */
export interface ToolCall {
  id: string;
  name: string;
  arguments: string;
}

interface Chunk {
  choices?: { delta?: { tool_calls?: { index?: number; id?: string; function?: { name?: string; arguments?: string } }[] } }[];
}

/** The calls with what a chunk of the stream adds to them. */
export function withChunk(calls: readonly ToolCall[], chunk: unknown): readonly ToolCall[] {
  const deltas = (chunk as Chunk).choices?.[0]?.delta?.tool_calls;
  if (deltas === undefined || deltas.length === 0) {
    return calls;
  }

  const next = [...calls];
  for (const delta of deltas) {
    const index = delta.index ?? next.length;
    const before = next[index] ?? { id: '', name: '', arguments: '' };
    next[index] = { id: before.id + (delta.id ?? ''), name: before.name + (delta.function?.name ?? ''), arguments: before.arguments + (delta.function?.arguments ?? '') };
  }

  return next;
}
