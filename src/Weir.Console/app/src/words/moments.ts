const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const shortDate = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });

/** A moment in the person's own zone. */
export function moment(text: string | null): string {
  return text === null ? '–' : exact.format(new Date(text));
}

/** The time of today, and the date with it when it is of another day. */
export function brief(text: string, now: Date = new Date()): string {
  const when = new Date(text);
  return when.toDateString() === now.toDateString() ? clock.format(when) : `${shortDate.format(when)}, ${clock.format(when)}`;
}

/** How long ago, or in how long: "3 min ago", "in 2 h". */
export function away(text: string | null, now: number = Date.now()): string {
  if (text === null) {
    return 'never';
  }

  const seconds = Math.round((Date.parse(text) - now) / 1_000);
  const size = Math.abs(seconds);
  const words = size < 5 ? 'now' : size < 60 ? `${size} s` : size < 3_600 ? `${Math.round(size / 60)} min` : size < 86_400 ? `${Math.round(size / 3_600)} h` : `${Math.round(size / 86_400)} d`;
  return words === 'now' ? words : seconds < 0 ? `${words} ago` : `in ${words}`;
}
