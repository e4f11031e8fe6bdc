/** A first request to paste into a terminal. */
export function firstRequest(gateway: string): string {
  return `curl -N ${gateway}/v1/chat/completions -H "Authorization: Bearer $WEIR_KEY" -H "Content-Type: application/json" -d '{"model":"default","messages":[{"role":"user","content":"Say hello."}]}'`;
}

/** What common clients need to come through this gateway; $WEIR_KEY stands for a client key. */
export function clients(gateway: string): { name: string; text: string }[] {
  return [
    { name: 'curl', text: firstRequest(gateway) },
    { name: 'Environment', text: `export OPENAI_BASE_URL=${gateway}/v1\nexport OPENAI_API_KEY=$WEIR_KEY` },
    { name: 'Python', text: `import os\nfrom openai import OpenAI\n\nclient = OpenAI(base_url="${gateway}/v1", api_key=os.environ["WEIR_KEY"])\nprint(client.chat.completions.create(model="default", messages=[{"role": "user", "content": "Say hello."}]).choices[0].message.content)` },
    { name: 'Claude Code', text: `ANTHROPIC_BASE_URL=${gateway} ANTHROPIC_AUTH_TOKEN=$WEIR_KEY claude` },
    { name: 'OpenCode', text: `opencode auth login ${gateway}` },
  ];
}
