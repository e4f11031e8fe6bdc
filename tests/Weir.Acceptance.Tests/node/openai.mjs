// Drives the `openai` package: node openai.mjs SCENARIO MODEL. Prints what the package shows, one JSON document a line.
import OpenAI from 'openai';

const [scenario, id] = process.argv.slice(2);
const client = new OpenAI({ maxRetries: 0 });
const model = (process.env.MODEL_PREFIX ?? '') + id;
const print = (value) => process.stdout.write(JSON.stringify(value) + '\n');

const tools = [{
  type: 'function',
  function: {
    name: 'get_capital',
    description: 'The capital of a country',
    parameters: { type: 'object', properties: { country: { type: 'string' } }, required: ['country'], additionalProperties: false },
  },
}];

async function collect(messages) {
  const calls = [];
  let text = '';
  const stream = await client.chat.completions.create({ model, messages, tools, stream: true, stream_options: { include_usage: true } });
  for await (const chunk of stream) {
    print({ chunk });
    const delta = chunk.choices[0]?.delta;
    text += delta?.content ?? '';
    for (const part of delta?.tool_calls ?? []) {
      const call = (calls[part.index] ??= { id: '', type: 'function', function: { name: '', arguments: '' } });
      call.id += part.id ?? '';
      call.function.name += part.function?.name ?? '';
      call.function.arguments += part.function?.arguments ?? '';
    }
  }
  return { text, calls };
}

const scenarios = {
  async chat() {
    print(await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'Say it.' }] }));
  },

  // Two turns by Responses, the second by reference to the first; streamed.
  async responses() {
    const first = await client.responses.stream({ model, input: 'The weir is twelve metres long.' }).finalResponse();
    print(first);
    print(await client.responses.stream({ model, input: 'How long is it?', previous_response_id: first.id }).finalResponse());
    print(await client.responses.retrieve(first.id));
  },

  // Streams of both APIs that fail half-way.
  async broken() {
    for (const open of [
      () => client.chat.completions.create({ model, messages: [{ role: 'user', content: 'Say it.' }], stream: true }),
      () => client.responses.create({ model, input: 'Say it.', stream: true }),
    ]) {
      let text = '';
      let failed;
      try {
        for await (const event of await open()) {
          text += event.choices?.[0]?.delta?.content ?? (event.type === 'response.output_text.delta' ? event.delta : '');
          failed = event.type === 'response.failed' ? event.response.error.message : failed;
        }
        print({ text, message: failed });
      } catch (error) {
        print({ text, name: error.constructor.name, message: error.message });
      }
    }
  },

  // A tool round trip by Responses: the result alone is sent, the call is referred to.
  async responsesTools() {
    const [{ function: tool }] = tools;
    const input = [{ role: 'user', content: 'What is the capital of the United Kingdom?' }];
    const settings = { model, tools: [{ type: 'function', strict: false, ...tool }] };
    const first = await client.responses.stream({ ...settings, input }).finalResponse();
    print(first);
    const call = first.output.find((item) => item.type === 'function_call');
    const result = { type: 'function_call_output', call_id: call.call_id, output: 'London' };
    print(await client.responses.stream({ ...settings, input: [result], previous_response_id: first.id }).finalResponse());
  },

  async stream() {
    const stream = await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'Say it.' }], stream: true });
    for await (const chunk of stream) {
      print({ chunk });
    }
  },

  async tools() {
    const messages = [{ role: 'user', content: 'What is the capital of the UK? Use the tool, then answer.' }];
    const { calls } = await collect(messages);
    messages.push({ role: 'assistant', content: null, tool_calls: calls });
    messages.push(...calls.map((call) => ({ role: 'tool', tool_call_id: call.id, content: 'London' })));
    const { text } = await collect(messages);
    print({ calls: calls.map((call) => call.function), text });
  },

  async embed() {
    print(await client.embeddings.create({ model, input: 'How do I reset my password?' }));
  },

  async models() {
    for await (const entry of client.models.list()) {
      print({ id: entry.id });
    }
  },

  async fail() {
    try {
      await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'Say it.' }] });
    } catch (error) {
      print({ name: error.constructor.name, status: error.status, code: error.code, type: error.type });
    }
  },
};

await scenarios[scenario]();
