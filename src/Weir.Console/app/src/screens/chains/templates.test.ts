import { expect, it } from 'vitest';
import type { Shapes } from '../../api/client';
import { templates } from './templates';

const model = (connection: string, title: string, more: Partial<Shapes['ModelEntry']> = {}) =>
  ({ name: `${connection}/${title}`, connection, provider: connection, title, contextLimit: 1_000, capabilities: ['toolCall'], outputModalities: ['text'], outputUsdPerMillion: 1, ...more }) as Shapes['ModelEntry'];
const status = (name: string, more: Partial<Shapes['ConnectionStatus']> = {}) => ({ name, status: 'available', checkedAt: null, ...more }) as Shapes['ConnectionStatus'];

it('offers the same model of several connections', () => {
  const [first] = templates([model('a', 'M'), model('b', 'M'), model('b', 'N')], [status('a'), status('b')]);
  expect(first?.targets).toEqual(['a/M', 'b/M']);
});

it('leaves out what is switched off or signed out', () => {
  const names = templates([model('a', 'M'), model('b', 'M')], [status('a'), status('b', { status: 'disabled' })]).map((template) => template.name);
  expect(names).not.toContain('same-elsewhere');
});

it('puts the cheaper one first', () => {
  const cheap = templates([model('a', 'M', { outputUsdPerMillion: 9 }), model('b', 'N', { outputUsdPerMillion: 2 })], [status('a'), status('b')]).find((template) => template.name === 'cheap-first');
  expect(cheap?.targets).toEqual(['b/N', 'a/M']);
});

it('puts a server of one’s own before the others', () => {
  const local = templates([model('a', 'M'), model('home', 'N', { outputUsdPerMillion: 0 })], [status('a'), status('home', { checkedAt: '2026-11-21T00:00:00Z' })]).find((template) => template.name === 'local-first');
  expect(local?.targets).toEqual(['home/N', 'a/M']);
});

it('offers the simulator when there is nothing else', () => {
  const all = templates([model('simulator', 'echo'), model('simulator', 'lorem')], [status('simulator')]);
  expect(all.map((template) => template.name)).toEqual(['practice']);
});
