import { expect, it } from 'vitest';
import { snippets } from './snippets';

const order = { model: 'a/m', messages: [{ role: 'user' as const, content: `It's "quoted" and\nbroken` }] };

it('quotes what a shell would end at', () => {
  const curl = snippets('http://gateway', order)[0]!.code;
  const body = /-d '(.*)'$/s.exec(curl)![1]!.replaceAll(`'\\''`, "'");
  expect(JSON.parse(body)).toEqual({ ...order, stream: true });
});

it('writes a text that Python reads as it is', () => {
  const python = snippets('http://gateway', order)[1]!.code;
  const body = /r'''(.*)'''/s.exec(python)![1]!;
  expect(JSON.parse(body)).toEqual({ ...order, stream: true });
});

it('writes JavaScript that is an object', () => {
  const js = snippets('http://gateway', order)[2]!.code;
  const body = /create\((.*)\);\nfor/s.exec(js)![1]!;
  expect(JSON.parse(body)).toEqual({ ...order, stream: true });
});

it('has no key in it', () => expect(snippets('http://gateway', order).every((snippet) => snippet.code.includes('WEIR_KEY'))).toBe(true));
