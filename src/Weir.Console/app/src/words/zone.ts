/** The person's time zone by its IANA name; null where that is UTC or nobody knows. */
export function ownZone(name: string | undefined = Intl.DateTimeFormat().resolvedOptions().timeZone): string | null {
  return name === undefined || name === '' || ['UTC', 'Etc/UTC', 'Etc/Unknown', 'GMT'].includes(name) ? null : name;
}
