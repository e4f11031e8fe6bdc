interface Listed {
  id: string;
}

/** What came by events on top of what was asked for: each once, the newest first, no more than fit. */
export function merge<T extends Listed>(arrived: readonly T[], listed: readonly T[], room: number): T[] {
  const seen = new Set<string>();
  const all: T[] = [];
  for (const entry of [...arrived, ...listed]) {
    if (!seen.has(entry.id)) {
      seen.add(entry.id);
      all.push(entry);
    }
  }

  // Ids ascend in time.
  return all.sort((one, other) => (one.id < other.id ? 1 : one.id > other.id ? -1 : 0)).slice(0, room);
}
