import type { Shapes } from '../../api/client';

type Line = Shapes['UsageLine'];

/** A row's group as people call it. */
export const groupName = (line: Line) => line.name ?? line.group ?? 'none';

/** Its second group, where there is one. */
export const thenName = (line: Line) => line.thenName ?? line.then ?? 'none';

/** What tells rows apart. */
export const lineKey = (line: Line) => `${line.group ?? ''}\n${line.then ?? ''}`;
