// Drives the `@anthropic-ai/sdk` package: node anthropic.mjs SCENARIO MODEL. Prints what the package shows, one JSON document a line.
import Anthropic from '@anthropic-ai/sdk';
import { betaTool } from '@anthropic-ai/sdk/helpers/beta/json-schema';

const [scenario, model] = process.argv.slice(2);
const client = new Anthropic({ baseURL: process.env.GATEWAY_URL, apiKey: process.env.GATEWAY_KEY, maxRetries: 0 });
const print = (value) => process.stdout.write(JSON.stringify(value) + '\n');

const tools = [{
  name: 'get_capital',
  description: 'The capital of a country',
  input_schema: { type: 'object', properties: { country: { type: 'string' } }, required: ['country'] },
}];

const scenarios = {
  // A tool round trip, streamed: the package itself checks the order of events and gathers the message.
  async tools() {
    const messages = [{ role: 'user', content: 'What is the capital of the United Kingdom?' }];
    const first = await client.messages.stream({ model, max_tokens: 500, tools, messages }).finalMessage();
    print(first);
    const call = first.content.find((block) => block.type === 'tool_use');
    messages.push({ role: 'assistant', content: first.content });
    messages.push({ role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: 'London' }] });
    print(await client.messages.stream({ model, max_tokens: 500, tools, messages }).finalMessage());
  },

  // The package's own loop, which keeps the conversation on the server where it can.
  async runner() {
    const answers = [];
    const capital = betaTool({ ...tools[0], inputSchema: tools[0].input_schema, run: ({ country }) => (answers.push(country), `${country}: London`) });
    const last = await client.beta.messages.toolRunner({
      model,
      max_tokens: 500,
      system: 'Answer briefly.',
      tools: [capital],
      messages: [{ role: 'user', content: 'What is the capital of the United Kingdom?' }],
    });
    print({ answers, last });
  },

  // A stream that fails half-way.
  async broken() {
    const stream = client.messages.stream({ model, max_tokens: 500, messages: [{ role: 'user', content: 'Say it.' }] });
    let text = '';
    stream.on('text', (piece) => (text += piece));
    try {
      await stream.finalMessage();
      print({ text });
    } catch (error) {
      print({ text, name: error.constructor.name, type: error.error?.error?.type ?? error.type, message: error.message });
    }
  },

  async whole() {
    print(await client.messages.create({ model, max_tokens: 500, messages: [{ role: 'user', content: 'Say it.' }] }));
  },

  async count() {
    print(await client.messages.countTokens({ model, messages: [{ role: 'user', content: 'How many are these?' }] }));
  },

  async models() {
    const list = [];
    for await (const entry of client.models.list({ limit: 2 })) {
      list.push(entry.id);
      if (list.length === 5) break;
    }
    print(list);
  },

  async failure() {
    try {
      await client.messages.create({ model, max_tokens: 500, messages: [{ role: 'user', content: 'Say it.' }] });
    } catch (error) {
      print({ name: error.constructor.name, status: error.status, type: error.error?.error?.type, message: error.message });
    }
  },
};

await scenarios[scenario]();
