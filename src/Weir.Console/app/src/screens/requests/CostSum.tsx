import { Table, Text } from '@mantine/core';
import type { Shapes } from '../../api/client';
import { count, price, usd } from '../../words/amounts';

const names: Record<string, string> = {
  input: 'Input',
  cachedRead: 'Read from the provider’s cache',
  cachedWrite: 'Written to the provider’s cache',
  cachedWriteHour: 'Written to the provider’s cache for an hour',
  inputAudio: 'Audio in',
  inputImage: 'Images in',
  output: 'Output',
  reasoning: 'Reasoning',
  outputAudio: 'Audio out',
  outputImage: 'Images out',
};

/** How the cost came about: tokens by rates, for each try that was billed. */
export function CostSum({ request }: { request: Shapes['RequestTrace'] }) {
  const billed = request.attempts.filter((attempt) => attempt.costNanoDollars !== null && attempt.costNanoDollars > 0);
  if (request.costUsd === null) {
    return <Text size="sm">Unknown: the model has no known price.</Text>;
  }

  if (billed.length === 0) {
    return <Text size="sm">{request.answeredBy === 'cache' ? 'Nothing: the response cache answered.' : `${usd(request.costUsd)}: nothing was billed.`}</Text>;
  }

  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Cost">
      <Table aria-label="Cost" miw={300} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Tokens</Table.Th>
            <Table.Th className="number">Count</Table.Th>
            <Table.Th className="number" title="US dollars per million tokens">$/M</Table.Th>
            <Table.Th className="number">Cost</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {billed.flatMap((attempt) => [
            ...attempt.costParts.map((part) => (
              <Table.Tr key={`${attempt.number} ${part.what}`}>
                <Table.Td>{names[part.what] ?? part.what}</Table.Td>
                <Table.Td className="number">{count(part.tokens)}</Table.Td>
                <Table.Td className="number">{price(part.usdPerMillion)}</Table.Td>
                <Table.Td className="number">{usd(part.usd)}</Table.Td>
              </Table.Tr>
            )),
            <Table.Tr key={`${attempt.number} sum`}>
              <Table.Th colSpan={3} fw={600}>
                {billed.length > 1 ? `Try ${attempt.number}` : 'Sum, rounded up to a billionth'}, by {attempt.priceVersion ?? 'the configuration'}
                {attempt.estimated ? '; tokens estimated by Weir' : ''}
                {attempt.costParts.length === 0 ? '; the rates of that version are not known any more' : ''}
              </Table.Th>
              <Table.Td className="number">{usd((attempt.costNanoDollars ?? 0) / 1e9)}</Table.Td>
            </Table.Tr>,
          ])}
        </Table.Tbody>
      </Table>
    </div>
  );
}
