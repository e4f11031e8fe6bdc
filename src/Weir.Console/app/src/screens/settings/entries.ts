import type { Shapes } from '../../api/client';

type Entry = Shapes['SettingEntry'];

const words: Record<string, string> = { file: 'file', variable: 'variable', command_line: 'command line', database: 'database', found: 'found by itself', default: 'default' };

/** Who says so, in a word. */
export const sourceWords = (source: string) => words[source] ?? source.replaceAll('_', ' ');

export const sources = Object.entries(words).map(([value, label]) => ({ value, label }));

/** Where a setting of the database is changed. What the file, a variable or nobody says is changed there, not here. */
export function editorOf({ path, source }: Pick<Entry, 'path' | 'source'>): { to: '/providers/$name' | '/chains/$name'; params: { name: string } } | { to: '/models' } | null {
  if (source !== 'database') {
    return null;
  }

  const dot = path.indexOf('.');
  const [block, name] = [path.slice(0, dot), path.slice(dot + 1)];
  return block === 'providers' ? { to: '/providers/$name', params: { name } } : block === 'chains' ? { to: '/chains/$name', params: { name } } : block === 'model' ? { to: '/models' } : null;
}

/** Where it stands, in words. */
export function placeOf({ source, place, variables }: Pick<Entry, 'source' | 'place' | 'variables'>): string {
  const at = source === 'database' ? (place === null ? 'set while running' : `set by ${place}`) : (place ?? '–');
  return variables.length === 0 ? at : `${at}, filled from ${variables.join(', ')}`;
}
