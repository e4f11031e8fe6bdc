import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../../api/queries';
import { ApiProblem } from '../../api/problem';
import { some, usd } from '../../words/amounts';
import { orderOf, type Settings, type Turn } from './order';

/** What the request would cost, while it is typed. */
export function Estimate({ model, settings, turns, prompt }: { model: string | null; settings: Settings; turns: readonly Turn[]; prompt: string }) {
  const [typed] = useDebouncedValue(prompt.trim().length === 0 || model === null ? null : { model, body: orderOf(model, settings, turns, prompt) }, 400);
  const estimate = useQuery({ ...ask.estimate(typed ?? {}), enabled: typed !== null, placeholderData: keepPreviousData });
  return (
    <Text size="sm" className="quiet" mih={22}>
      {typed === null ? 'Type a message to see what it would cost.' : estimate.data ? words(estimate.data.model) : estimate.error instanceof ApiProblem ? estimate.error.message : '…'}
    </Text>
  );
}

function words(cost: import('../../api/client').Shapes['ModelCost']): string {
  const tokens = `about ${some(cost.inputTokens, 'token')} in`;
  return cost.low === null || cost.likely === null || cost.worst === null
    ? `${tokens}; ${cost.tariff === 'free' ? 'free' : cost.tariff === 'plan' ? 'in the plan' : 'the price is not known'}.`
    : `Low ${money(cost.low)}, likely ${money(cost.likely)}, worst ${money(cost.worst)}; ${tokens}.`;
}

const money = (amount: { nanoDollars: number }) => usd(amount.nanoDollars / 1e9);
