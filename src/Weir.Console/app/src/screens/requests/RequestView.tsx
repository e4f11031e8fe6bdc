import { Anchor, Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Shapes } from '../../api/client';
import { Fact, Facts } from '../../parts/Facts';
import { Panel } from '../../parts/Panel';
import { useSession } from '../../session/useSession';
import { count, duration, usd } from '../../words/amounts';
import { moment } from '../../words/moments';
import { CostSum } from './CostSum';
import { curl } from './snippet';
import { Waterfall } from './Waterfall';

type Trace = Shapes['RequestTrace'];

/** All that is known of one request: on its page, and beside the list. */
export function RequestView({ request }: { request: Trace }) {
  const { may } = useSession();
  return (
    <Stack gap="md" className="one-under-another">
      <Group gap="xs">
        <Copy text={request.id} label="Copy the id" />
        <Copy text={curl(location.origin, request)} label="Copy as curl" />
        {may('manager') && request.modelAsked !== null && (
          <Button size="compact-sm" variant="default" renderRoot={(props) => <Link to="/playground" search={{ model: request.modelAsked! }} {...props} />}>
            Open in the playground
          </Button>
        )}
      </Group>
      <Panel title="Timeline">
        <Waterfall request={request} />
      </Panel>
      {request.notes.length > 0 && (
        <Panel title="What was decided">
          <Stack gap={4} component="ul" pl="md" m={0}>
            {request.notes.map((note, index) => (
              <Text component="li" size="sm" key={index}>
                {note}
              </Text>
            ))}
          </Stack>
        </Panel>
      )}
      <Panel title="Cost">
        <CostSum request={request} />
      </Panel>
      <Panel title="Facts">
        <Facts>
          {facts(request).map(([name, value]) => (
            <Fact key={name} name={name}>
              {value}
            </Fact>
          ))}
        </Facts>
      </Panel>
      <Panel title="Content">
        <Text size="sm">Prompts, answers and headers are not kept: a ledger row is all that Weir has of a request.</Text>
      </Panel>
    </Stack>
  );
}

function Copy({ text, label }: { text: string; label: string }) {
  return (
    <CopyButton value={text} timeout={2_000}>
      {({ copied, copy }) => (
        <Button size="compact-sm" variant="default" onClick={copy}>
          {copied ? 'Copied' : label}
        </Button>
      )}
    </CopyButton>
  );
}

function facts(request: Trace): [string, React.ReactNode][] {
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
    ['Key', request.key === null ? 'unknown' : <Narrow key="key" label={request.key} search={{ key: request.key }} />],
    ['User', request.user === null ? '–' : <Narrow key="user" label={request.user} search={{ user: request.user }} />],
    ['Team', request.team === null ? '–' : <Narrow key="team" label={request.team} search={{ team: request.team }} />],
    ['Operation', `${request.operation}, ${request.dialect}${request.streamed ? ', streamed' : ''}`],
    ['Tokens in', `${count(usage.input)}, of them ${count(usage.cachedRead)} from the provider’s cache and ${count(usage.cachedWrite)} written to it`],
    ['Tokens out', `${count(usage.output)}, of them ${count(usage.reasoning)} of reasoning`],
    ['Counted', request.estimated ? 'estimated by Weir' : 'told by the provider'],
    ['Saved by caches', usd(request.savedUsd)],
    ['First byte', duration(request.ttfbMs)],
    ['Total', duration(request.durationMs)],
    ['Run', request.runId === null ? '–' : <Narrow key="run" label={request.runId} search={{ run: request.runId }} />],
    ['Tags', request.tags ?? '–'],
    ['Configuration', request.snapshotVersion === null ? 'not known' : `version ${request.snapshotVersion}`],
  ];
}

/** What it is, and the list of its like. */
function Narrow({ label, search }: { label: string; search: { key: string } | { user: string } | { team: string } | { run: string } }) {
  return (
    <Anchor inherit underline="always" c="inherit" renderRoot={(props) => <Link to="/requests" search={search} {...props} />}>
      {label}
    </Anchor>
  );
}
