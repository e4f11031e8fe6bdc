import type { Shapes } from '../../api/client';

type Model = Shapes['ModelEntry'];
type Status = Shapes['ConnectionStatus'];

/** A chain to begin with, made of what is connected. */
export interface Template {
  name: string;
  title: string;
  about: string;
  targets: string[];
}

const most = 4;

/** Templates that the connected models make possible; none twice the same. */
export function templates(models: readonly Model[], statuses: readonly Status[]): Template[] {
  const usable = new Set(statuses.filter((status) => status.status !== 'disabled' && status.status !== 'signed-out').map((status) => status.name));
  const chats = models.filter((model) => usable.has(model.connection) && model.outputModalities.includes('text') && !model.provider.startsWith('simulator'));
  const offered = [sameElsewhere(chats), cheapFirst(chats), localFirst(chats, statuses)].filter((template) => template !== null);
  return offered.length > 0 ? offered : practice(models);
}

/** One model by several connections: when one fails, the same answers from elsewhere. */
function sameElsewhere(models: readonly Model[]): Template | null {
  const byTitle = new Map<string, Model[]>();
  for (const model of models) {
    const same = byTitle.get(model.title) ?? [];
    if (!same.some((other) => other.connection === model.connection)) {
      byTitle.set(model.title, [...same, model]);
    }
  }

  const [title, same] = [...byTitle].sort(([, one], [, other]) => other.length - one.length || other[0]!.contextLimit - one[0]!.contextLimit)[0] ?? [];
  return title === undefined || same === undefined || same.length < 2
    ? null
    : { name: 'same-elsewhere', title: 'The same model, elsewhere', about: `${title} by ${same.length} connections: when one fails, the next goes on.`, targets: same.slice(0, most).map((model) => model.name) };
}

/** The cheapest of each connection that can use tools, the cheaper first. */
function cheapFirst(models: readonly Model[]): Template | null {
  const priced = models.filter((model) => model.capabilities.includes('toolCall') && (model.outputUsdPerMillion ?? 0) > 0).sort((one, other) => one.outputUsdPerMillion! - other.outputUsdPerMillion!);
  const first = priced.filter((model, index) => priced.findIndex((other) => other.connection === model.connection) === index);
  const targets = (first.length > 1 ? first : priced).slice(0, 3).map((model) => model.name);
  return targets.length < 2 ? null : { name: 'cheap-first', title: 'Cheap first', about: 'Models that use tools, the cheapest first.', targets };
}

/** A server on this machine before what costs money. */
function localFirst(models: readonly Model[], statuses: readonly Status[]): Template | null {
  const watched = new Set(statuses.filter((status) => status.checkedAt !== null).map((status) => status.name));
  const local = models.find((model) => watched.has(model.connection));
  const cloud = models.find((model) => !watched.has(model.connection));
  return local === undefined || cloud === undefined
    ? null
    : { name: 'local-first', title: 'Local first', about: 'A model server of your own, and another when it is away.', targets: [local.name, cloud.name] };
}

/** Without a provider there is still the simulator to learn with. */
function practice(models: readonly Model[]): Template[] {
  const targets = models.filter((model) => model.provider.startsWith('simulator')).slice(0, 3).map((model) => model.name);
  return targets.length < 2 ? [] : [{ name: 'practice', title: 'To practise', about: 'The built-in simulator: costs nothing, asks nobody.', targets }];
}
