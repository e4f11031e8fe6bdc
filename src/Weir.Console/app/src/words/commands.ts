/** A first request to paste into a terminal. */
export function firstRequest(gateway: string): string {
  return `curl -N ${gateway}/v1/chat/completions -H "Authorization: Bearer $WEIR_KEY" -H "Content-Type: application/json" -d '{"model":"default","messages":[{"role":"user","content":"Say hello."}]}'`;
}
