import { matches } from '../words/search';

/** So many models are offered at once. */
const most = 8;

/** Whether what was typed can be the id of a request. */
export const isRequestId = (typed: string) => /^req_[0-9A-Za-z]{6,}$/.test(typed);

interface Named {
  name: string;
  title: string;
}

/** The models that what was typed can mean; none for less than two letters. */
export function modelsFor<T extends Named>(typed: string, models: readonly T[]): T[] {
  const words = typed.replace(/^(switch|use)\s+(to\s+)?/i, '').trim();
  return words.length < 2 ? [] : models.filter((model) => matches(words, model.name, model.title)).slice(0, most);
}
