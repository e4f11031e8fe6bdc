import { Anchor, Table, Text } from '@mantine/core';
import type { Shapes } from '../../api/client';
import { Panel } from '../../parts/Panel';

/** What is set for a connection; what weir.yaml declares is locked, with its place in the file. */
export function Settings({ connection, documentation }: { connection: Shapes['ConnectionDetail']; documentation: string | null }) {
  // What is set for single models stands on the Models page.
  const shown = connection.settings.filter((setting) => !setting.name.startsWith('models.'));
  return (
    <Panel title="Settings">
      <Text size="sm" mb="xs">
        {connection.declared ? `Declared at ${connection.origin}; the file rules it.` : connection.saved ? 'Added while running.' : `From the ${connection.origin}.`}
      </Text>
      {connection.settings.length === 0 ? (
        <Text size="sm" className="quiet">
          Nothing is set: everything is as the provider has it.
        </Text>
      ) : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label="Settings that are set">
          <Table aria-label="Settings">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Setting</Table.Th>
                <Table.Th>Value</Table.Th>
                <Table.Th>Stands at</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((setting) => (
                <Table.Tr key={setting.name}>
                  <Table.Td className="mono">{setting.name.replace(' (order)', '')}</Table.Td>
                  <Table.Td className="mono">{setting.value}</Table.Td>
                  <Table.Td>
                    {setting.place === null ? (
                      'set while running'
                    ) : (
                      <>
                        {setting.place} <span className="mark">locked</span>
                      </>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {documentation && (
        <Anchor href={documentation} target="_blank" rel="noreferrer" size="sm" underline="always" mt="xs" display="inline-block">
          The provider’s documentation
        </Anchor>
      )}
    </Panel>
  );
}
