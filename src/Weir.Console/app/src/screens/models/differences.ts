import type { Shapes } from '../../api/client';
import { price } from '../../words/amounts';

type Model = Shapes['ModelEntry'];

/** What a model costs more or less than the current one, per million tokens of the usual mix; null where a price is not known. */
export function difference(model: Model, current: Model | undefined): number | null {
  return current === undefined || model.blendedUsdPerMillion === null || current.blendedUsdPerMillion === null ? null : model.blendedUsdPerMillion - current.blendedUsdPerMillion;
}

/** "+$1.20", "−$0.30", "same". */
export function differenceWords(amount: number | null): string {
  return amount === null ? '–' : Math.abs(amount) < 0.000_5 ? 'same' : (amount > 0 ? '+' : '−') + price(Math.abs(amount));
}
