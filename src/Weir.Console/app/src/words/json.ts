/** What a text of JSON says; an empty one says null. */
export function json(text: string): { value: unknown } | { problem: string } {
  if (text.trim().length === 0) {
    return { value: null };
  }

  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { problem: `That is no JSON: ${(error as Error).message}` };
  }
}
