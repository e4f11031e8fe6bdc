import { describe, expect, it } from 'vitest';
import { isEnough } from './roles';

describe('isEnough', () => {
  it('lets a role do what those before it may', () => {
    expect(isEnough('admin', 'member')).toBe(true);
    expect(isEnough('manager', 'manager')).toBe(true);
    expect(isEnough('member', 'manager')).toBe(false);
  });

  it('lets nobody unknown do anything', () => {
    expect(isEnough(undefined, 'member')).toBe(false);
    expect(isEnough('king', 'member')).toBe(false);
  });
});
