import type { Series } from './spans';

/** How many parts have a colour of their own. */
export const colored = 12;

/** The colour of a part: that of its place among the others, or of the rest. The colours stand in weir.css, for light and dark. */
export const colorOf = (series: Series, index: number) => (series.isRest ? 'var(--series-rest)' : `var(--series-${index % colored})`);
