const words = { toolCall: 'tools', reasoning: 'reasoning', attachment: 'files', structuredOutput: 'structured output', temperature: 'temperature', openWeights: 'open weights' } as const;

/** What models may be able to do, by the API's names. */
export const capabilities: readonly string[] = Object.keys(words);

/** A capability in words. */
export function capabilityWords(capability: string): string {
  return words[capability as keyof typeof words] ?? capability;
}
