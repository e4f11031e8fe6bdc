import type { ChatOrder } from '../../api/chat';

/** The request as a program would send it; the key stands in a variable. */
export interface Snippet {
  language: string;
  code: string;
}

export function snippets(gateway: string, order: ChatOrder): Snippet[] {
  const body = { ...order, stream: true };
  const { model, messages, ...rest } = body;
  return [
    {
      language: 'curl',
      code: `curl -N ${gateway}/v1/chat/completions \\\n  -H "Authorization: Bearer $WEIR_KEY" \\\n  -H "Content-Type: application/json" \\\n  -d '${JSON.stringify(body).replaceAll("'", `'\\''`)}'`,
    },
    {
      language: 'Python',
      code: `import json, os\nfrom openai import OpenAI\n\nclient = OpenAI(base_url=${JSON.stringify(`${gateway}/v1`)}, api_key=os.environ["WEIR_KEY"])\nstream = client.chat.completions.create(**json.loads(r'''${JSON.stringify(body).replaceAll("'", '\\u0027')}'''))\nfor chunk in stream:\n    if chunk.choices:\n        print(chunk.choices[0].delta.content or "", end="", flush=True)`,
    },
    {
      language: 'JavaScript',
      code: `import OpenAI from 'openai';\n\nconst client = new OpenAI({ baseURL: ${JSON.stringify(`${gateway}/v1`)}, apiKey: process.env.WEIR_KEY });\nconst stream = await client.chat.completions.create(${JSON.stringify({ model, messages, ...rest }, null, 2)});\nfor await (const chunk of stream) {\n  process.stdout.write(chunk.choices[0]?.delta?.content ?? '');\n}`,
    },
  ];
}
