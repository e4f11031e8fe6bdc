/** One fact of a row of the audit log, before and after; null where it was not there. */
export interface Change {
  name: string;
  before: string | null;
  after: string | null;
}

/** What a row tells, fact by fact, in the order of what it was after. What is no object stands as it is. */
export function changes(before: string, after: string): Change[] {
  const [old, now] = [facts(before), facts(after)];
  return [...new Set([...now.keys(), ...old.keys()])].map((name) => ({ name, before: old.get(name) ?? null, after: now.get(name) ?? null }));
}

function facts(text: string): Map<string, string> {
  if (text.length === 0) {
    return new Map();
  }

  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return new Map(Object.entries(value).map(([name, fact]) => [name, typeof fact === 'string' ? fact : JSON.stringify(fact)]));
    }
  } catch {
    // Shown as it is.
  }

  return new Map([['', text]]);
}
