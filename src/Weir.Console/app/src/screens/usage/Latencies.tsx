import { Table, Text } from '@mantine/core';
import type { Shapes } from '../../api/client';
import { Panel } from '../../parts/Panel';
import { duration } from '../../words/amounts';
import { groupName, lineKey, thenName } from './lines';

type Line = Shapes['UsageLine'];

interface Props {
  totals: Shapes['UsageSums'];
  rows: readonly Line[];
  /** Whether rows have a second group. */
  isPaired: boolean;
  top: number;
}

const shares = ['50%', '95%', '99%'];

/** How long answers took, in all and by the first groups: half, 95 and 99 of 100 were faster than this. */
export function Latencies({ totals, rows, isPaired, top }: Props) {
  const told = [
    { key: '', name: 'All', sums: totals },
    ...rows.slice(0, top).map((line) => ({ key: lineKey(line), name: isPaired ? `${groupName(line)} · ${thenName(line)}` : groupName(line), sums: line.sums })),
  ].filter((row) => row.sums.firstByte !== null || row.sums.duration !== null);
  const longest = Math.max(1, ...told.map((row) => row.sums.firstByte?.p99Ms ?? 0));
  return (
    <Panel title="How long it took">
      {told.length === 0 ? (
        <Text>No request of this time got an answer.</Text>
      ) : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label="How long it took, in numbers">
          <Table miw={640} aria-label="How long it took">
            <Table.Thead>
              <Table.Tr>
                <Table.Th rowSpan={2} scope="col" colSpan={2}>
                  Group
                </Table.Th>
                <Table.Th colSpan={3} scope="colgroup" ta="center">
                  First byte
                </Table.Th>
                <Table.Th colSpan={3} scope="colgroup" ta="center">
                  Whole answer
                </Table.Th>
              </Table.Tr>
              <Table.Tr>
                {[...shares, ...shares].map((title, index) => (
                  <Table.Th scope="col" className="number" key={index}>
                    {title}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {told.map(({ key, name, sums }) => (
                <Table.Tr key={key}>
                  <Table.Th scope="row" fw={400} className="mono" miw={110}>
                    {name}
                  </Table.Th>
                  <Table.Td aria-hidden="true" w="30%" miw={90}>
                    {sums.firstByte && <Reach of={sums.firstByte} longest={longest} />}
                  </Table.Td>
                  {[sums.firstByte?.p50Ms, sums.firstByte?.p95Ms, sums.firstByte?.p99Ms, sums.duration?.p50Ms, sums.duration?.p95Ms, sums.duration?.p99Ms].map((time, index) => (
                    <Table.Td className="number" key={index}>
                      {duration(time)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Panel>
  );
}

/** The three numbers as lengths: the darkest part is what half of the requests needed. */
function Reach({ of, longest }: { of: Shapes['LatencyFigures']; longest: number }) {
  const wide = (time: number) => `${(time / longest) * 100}%`;
  return (
    <div className="reach">
      <span style={{ width: wide(of.p99Ms), opacity: 0.3 }} />
      <span style={{ width: wide(of.p95Ms), opacity: 0.55 }} />
      <span style={{ width: wide(of.p50Ms) }} />
    </div>
  );
}
