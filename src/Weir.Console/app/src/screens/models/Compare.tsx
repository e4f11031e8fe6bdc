import { Button, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Shapes } from '../../api/client';
import { price, tokens } from '../../words/amounts';
import { capabilityWords } from '../../words/capabilities';
import { difference, differenceWords } from './differences';

type Model = Shapes['ModelEntry'];

interface Props {
  models: readonly Model[];
  current: Model | undefined;
  onSwitch: (model: Model) => void;
  onRemove: (name: string) => void;
}

/** Up to four models side by side. */
export function Compare({ models, current, onSwitch, onRemove }: Props) {
  const facts: [string, (model: Model) => ReactNode][] = [
    ['Context', (model) => tokens(model.contextLimit)],
    ['Output', (model) => tokens(model.outputLimit)],
    ['In', (model) => price(model.inputUsdPerMillion)],
    ['Out', (model) => price(model.outputUsdPerMillion)],
    ['Cached', (model) => price(model.cachedReadUsdPerMillion)],
    ['Against the current one', (model) => differenceWords(difference(model, current))],
    ['Can', (model) => model.capabilities.map(capabilityWords).join(', ') || '–'],
    ['Takes', (model) => model.inputModalities.join(', ') || '–'],
    ['Status', (model) => model.status],
  ];
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Comparison">
      <Table withTableBorder aria-label="Comparison" miw={240 + 180 * models.length}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Side by side</Table.Th>
            {models.map((model) => (
              <Table.Th key={model.name} scope="col" className="mono">
                {model.name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {facts.map(([name, cell]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={500}>
                {name}
              </Table.Th>
              {models.map((model) => (
                <Table.Td key={model.name}>{cell(model)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Th scope="row" fw={500}>
              Do
            </Table.Th>
            {models.map((model) => (
              <Table.Td key={model.name}>
                <Button size="xs" variant="default" mr={6} onClick={() => onSwitch(model)} aria-label={`Switch to ${model.name}`}>
                  Switch
                </Button>
                <Button size="xs" variant="default" onClick={() => onRemove(model.name)} aria-label={`Take ${model.name} out of the comparison`}>
                  ✕
                </Button>
              </Table.Td>
            ))}
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </div>
  );
}
