/** US dollars as the ledger has them: cents for larger sums, more digits for the price of a word. */
export function usd(amount: number | null | undefined): string {
  if (amount === null || amount === undefined) {
    return 'unknown';
  }

  const size = Math.abs(amount);
  const digits = size === 0 || size >= 1 ? 2 : size >= 0.01 ? 4 : 6;
  return (amount < 0 ? '−$' : '$') + size.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A price for a million tokens; null is unknown, which is not free. */
export function price(perMillion: number | null): string {
  return perMillion === null ? '–' : perMillion === 0 ? 'free' : '$' + perMillion.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 3 });
}

/** A whole number with its thousands apart. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** A number of things in words: 1 request, 12 requests. */
export function some(value: number, thing: string): string {
  return `${count(value)} ${thing}${value === 1 ? '' : 's'}`;
}

/** Tokens in short: 400K, 1.05M; nothing for an unknown limit. */
export function tokens(limit: number): string {
  if (limit <= 0) {
    return '–';
  }

  const short = (value: number, unit: string) => value.toLocaleString('en-US', { maximumFractionDigits: 2 }) + unit;
  return limit >= 1_000_000 ? short(limit / 1_000_000, 'M') : limit >= 1_000 ? short(Math.round(limit / 100) / 10, 'K') : String(limit);
}

/** Bytes in short: 512 B, 1.5 MB. */
export function size(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const step = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
  return `${(bytes / 1024 ** step).toLocaleString('en-US', { maximumFractionDigits: 1 })} ${units[step]}`;
}

/** Milliseconds in words: 840 ms, 12.4 s, 3 min 5 s. */
export function duration(milliseconds: number | null | undefined): string {
  if (milliseconds === null || milliseconds === undefined) {
    return '–';
  }

  if (milliseconds < 1_000) {
    return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
  }

  if (milliseconds < 60_000) {
    return `${(milliseconds / 1_000).toFixed(1)} s`;
  }

  const seconds = Math.round(milliseconds / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
