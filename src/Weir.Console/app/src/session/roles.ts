/** What people may do, the least first. */
export const roles = ['member', 'manager', 'admin'] as const;

export type Role = (typeof roles)[number];

/** Whether a role is enough. One that is not known is not. */
export function isEnough(role: string | undefined, least: Role): boolean {
  return roles.indexOf(role as Role) >= roles.indexOf(least);
}
