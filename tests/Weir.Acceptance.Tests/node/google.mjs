// Drives the `@google/genai` package: node google.mjs SCENARIO MODEL. Prints what the package shows, one JSON document a line.
import { GoogleGenAI } from '@google/genai';

const [scenario, model] = process.argv.slice(2);
const client = new GoogleGenAI({ apiKey: process.env.GATEWAY_KEY, httpOptions: { baseUrl: process.env.GATEWAY_URL } });
const print = (value) => process.stdout.write(JSON.stringify(value) + '\n');

const config = {
  tools: [{
    functionDeclarations: [{
      name: 'get_capital',
      description: 'The capital of a country',
      parametersJsonSchema: { type: 'object', properties: { country: { type: 'string' } }, required: ['country'] },
    }],
  }],
};

async function collect(contents) {
  const parts = [];
  let last;
  for await (const chunk of await client.models.generateContentStream({ model, contents, config })) {
    parts.push(...(chunk.candidates?.[0]?.content?.parts ?? []));
    last = chunk;
  }
  print({ parts, finishReason: last.candidates?.[0]?.finishReason, usage: last.usageMetadata });
  return parts;
}

const scenarios = {
  async tools() {
    const contents = [{ role: 'user', parts: [{ text: 'What is the capital of the United Kingdom?' }] }];
    const parts = await collect(contents);
    const call = parts.find((part) => part.functionCall).functionCall;
    contents.push({ role: 'model', parts });
    contents.push({ role: 'user', parts: [{ functionResponse: { id: call.id, name: call.name, response: { output: 'London' } } }] });
    await collect(contents);
  },

  // A stream that fails half-way.
  async broken() {
    let text = '';
    try {
      for await (const chunk of await client.models.generateContentStream({ model, contents: 'Say it.' })) {
        text += chunk.text ?? '';
      }
      print({ text });
    } catch (error) {
      print({ text, name: error.constructor.name, message: error.message });
    }
  },

  async whole() {
    const answer = await client.models.generateContent({ model, contents: 'Say it.' });
    print({ text: answer.text, usage: answer.usageMetadata, model: answer.modelVersion });
  },

  async count() {
    print(await client.models.countTokens({ model, contents: 'How many are these?' }));
  },

  async models() {
    const list = [];
    for await (const entry of await client.models.list({ config: { pageSize: 2 } })) {
      list.push(entry.name);
      if (list.length === 5) break;
    }
    print(list);
  },

  async failure() {
    try {
      await client.models.generateContent({ model, contents: 'Say it.' });
    } catch (error) {
      print({ name: error.constructor.name, status: error.status, message: error.message });
    }
  },
};

await scenarios[scenario]();
