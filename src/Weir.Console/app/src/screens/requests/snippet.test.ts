import { expect, it } from 'vitest';
import { curl } from './snippet';

it('asks by the same route, with the same model, tags and run', () =>
  expect(curl('http://weir', { operation: 'messages', modelAsked: 'fast', tags: "app=o'clock", runId: '7' })).toBe(
    `curl -N http://weir/v1/messages -H "Authorization: Bearer $WEIR_KEY" -H 'Content-Type: application/json' -H 'x-weir-tags: app=o'\\''clock' -H 'x-weir-run: 7' -d '{"model":"fast","max_tokens":256,"messages":[{"role":"user","content":"Say hello."}]}'`,
  ));

it('takes a chat where the route has no short form', () => expect(curl('http://weir', { operation: 'pass-through', modelAsked: null, tags: null, runId: null })).toContain('/v1/chat/completions'));
