import { SimpleGrid } from '@mantine/core';
import type { Shapes } from '../../api/client';
import { Figure } from '../../parts/Figure';
import { count, duration, some, tokens, usd } from '../../words/amounts';
import { requestsOf } from './drill';
import { DrillLink } from './DrillLink';
import type { Filters } from './search';

/** The range in a few numbers. */
export function Sums({ totals, filters, since }: { totals: Shapes['UsageSums']; filters: Filters; since: string | undefined }) {
  const to = requestsOf(filters, since);
  const { usage, firstByte } = totals;
  return (
    <SimpleGrid cols={{ base: 2, lg: 5 }} spacing={{ base: 'xs', sm: 'md' }}>
      <Figure title="Cost" figure={usd(totals.costUsd)} note={totals.unpriced > 0 ? `${some(totals.unpriced, 'request')} without a known price not counted` : 'Every request is priced'} />
      <Figure
        title="Requests"
        figure={
          <DrillLink to={to} label={some(totals.requests, 'request')}>
            {count(totals.requests)}
          </DrillLink>
        }
        note={
          <DrillLink to={to && totals.failed > 0 ? { ...to, failed: true } : null} label={`${count(totals.failed)} failed`}>
            {count(totals.failed)} failed
          </DrillLink>
        }
      />
      <Figure title="Tokens" figure={short(usage.input + usage.output)} note={`${count(usage.input)} in, ${count(usage.output)} out`} />
      <Figure
        title="Saved by caches"
        figure={usd(totals.savedByPromptCachesUsd + totals.savedByAnswerCacheUsd)}
        note={savings(totals)}
      />
      <Figure title="First byte" figure={duration(firstByte?.p50Ms)} note={firstByte ? `95 of 100 within ${duration(firstByte.p95Ms)}, 99 within ${duration(firstByte.p99Ms)}` : 'No answer yet'} />
    </SimpleGrid>
  );
}

/** Who saved it: providers' prompt caches, Weir's own answers. */
function savings(totals: Shapes['UsageSums']): string {
  const { savedByPromptCachesUsd: byPrompts, savedByAnswerCacheUsd: byAnswers, cacheHits, usage } = totals;
  return usage.cachedRead === 0 && byPrompts === 0 && cacheHits === 0
    ? 'Nothing came from a cache'
    : `${usd(byPrompts)} by providers’ caches (${short(usage.cachedRead)} tokens), ${usd(byAnswers)} by Weir’s (${some(cacheHits, 'answer')})`;
}

const short = (value: number) => (value === 0 ? '0' : tokens(value));
