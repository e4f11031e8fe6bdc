/** The start of a day in the person's own zone as the API takes it, some days later; undefined for what is no day. */
export function startOf(day: string | undefined, later = 0): string | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '');
  if (parts === null) {
    return undefined;
  }

  const start = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]) + later);
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
}
