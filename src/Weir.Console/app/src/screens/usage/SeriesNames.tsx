import { colorOf } from './colors';
import type { Series } from './spans';

/** Which colour is whose. */
export function SeriesNames({ series }: { series: readonly Series[] }) {
  return (
    <ul className="legend" aria-label="Parts of the chart">
      {series.map((entry, index) => (
        <li key={index}>
          <span className="swatch" aria-hidden="true" style={{ background: colorOf(entry, index) }} />
          {entry.name}
        </li>
      ))}
    </ul>
  );
}
