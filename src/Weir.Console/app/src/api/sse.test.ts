import { expect, test } from 'vitest';
import { events, type SentEvent } from './sse';

async function all(...pieces: string[]): Promise<SentEvent[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) {
        controller.enqueue(new TextEncoder().encode(piece));
      }

      controller.close();
    },
  });
  const found: SentEvent[] = [];
  for await (const event of events(body)) {
    found.push(event);
  }

  return found;
}

test('events are read whole, however they are cut', async () => {
  const expected = [
    { type: 'message', data: '{"a":1}' },
    { type: 'weir', data: '{"b":2}' },
  ];
  expect(await all('data: {"a":1}\n\nevent: weir\ndata: {"b":2}\n\n')).toEqual(expected);
  expect(await all('data: {"a"', ':1}\n', '\nevent: we', 'ir\ndata: {"b":2}\n', '\n')).toEqual(expected);
  expect(await all('data: {"a":1}\r\n\r\nevent: weir\r\ndata: {"b":2}\r\n\r\n')).toEqual(expected);
});

test('comments and what was cut off at the end are no events', async () => {
  expect(await all(': still here\n\ndata: one\n\ndata: half')).toEqual([{ type: 'message', data: 'one' }]);
});

test('lines of one event are joined', async () => {
  expect(await all('data: one\ndata: two\n\n')).toEqual([{ type: 'message', data: 'one\ntwo' }]);
});
