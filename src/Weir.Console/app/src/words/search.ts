/** Whether every word of the search stands somewhere in the text; letter case does not matter. */
export function matches(search: string, ...texts: string[]): boolean {
  const all = texts.join('\n').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
