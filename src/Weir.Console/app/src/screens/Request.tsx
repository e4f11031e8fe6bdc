import { Anchor, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ask } from '../api/queries';
import { Copyable } from '../parts/Copyable';
import { Screen } from '../parts/Screen';
import { Shown } from '../parts/Shown';
import { count, duration, usd } from '../words/amounts';
import { moment } from '../words/moments';
import { Waterfall } from './requests/Waterfall';

/** One request: where it went, how long each try took, what it cost. */
export function Request() {
  const { id } = useParams({ from: '/shell/requests/$id' });
  const trace = useQuery(ask.request(id));
  return (
    <Screen
      title="Request"
      about={
        <Anchor underline="always" size="sm" c="inherit" renderRoot={(props) => <Link to="/requests" {...props} />}>
          All requests
        </Anchor>
      }
    >
      <Copyable text={id} label="Copy the id" />
      <Shown query={trace} height={420}>
        {(request) => (
          <Stack gap="lg">
            <Paper withBorder p="md" radius="md">
              <Title order={2} size="h4" mb="sm">
                Timeline
              </Title>
              <Waterfall request={request} />
            </Paper>
            <Paper withBorder p="md" radius="md" className="scroll-x" tabIndex={0} role="region" aria-label="Facts of the request">
              <Table variant="vertical" aria-label="Facts">
                <Table.Tbody>
                  {facts(request).map(([name, value]) => (
                    <Table.Tr key={name}>
                      <Table.Th w={180}>{name}</Table.Th>
                      <Table.Td>{value}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Paper>
            <Text size="sm" className="quiet">
              Prompts and answers are not kept.
            </Text>
          </Stack>
        )}
      </Shown>
    </Screen>
  );
}

function facts(request: import('../api/client').Shapes['RequestTrace']): [string, string][] {
  const { usage } = request;
  return [
    ['Time', moment(request.time)],
    ['Outcome', request.error === null ? `Status ${request.status}` : `${request.error} (status ${request.status})`],
    ['Asked for', request.modelAsked ?? 'no model'],
    request.answeredBy === 'cache'
      ? ['Answered by', 'the response cache']
      : request.error === null
        ? ['Answered by', request.modelAnswered ?? 'nobody']
        : ['Last tried', request.modelAnswered ?? 'none'],
    ['Key', request.key ?? 'unknown'],
    ['User', request.user ?? '–'],
    ['Operation', `${request.operation}, ${request.dialect}${request.streamed ? ', streamed' : ''}`],
    ['Tokens in', `${count(usage.input)}, of them ${count(usage.cachedRead)} from the provider’s cache and ${count(usage.cachedWrite)} written to it`],
    ['Tokens out', `${count(usage.output)}, of them ${count(usage.reasoning)} of reasoning`],
    ['Counted', request.estimated ? 'estimated by Weir' : 'told by the provider'],
    ['Cost', request.costUsd === null ? 'unknown: the model has no known price' : `${usd(request.costUsd)} by prices ${request.priceVersion ?? 'of the configuration'}`],
    ['First byte', duration(request.ttfbMs)],
    ['Total', duration(request.durationMs)],
    ['Run', request.runId ?? '–'],
    ['Tags', request.tags ?? '–'],
  ];
}
