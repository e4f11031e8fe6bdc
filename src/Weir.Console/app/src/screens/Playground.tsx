import { Button, Group, Paper, SimpleGrid, Stack, Switch, Text, Textarea } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type KeyboardEvent } from 'react';
import { ask } from '../api/queries';
import { Empty } from '../parts/Empty';
import { Screen } from '../parts/Screen';
import { Shown } from '../parts/Shown';
import { Column } from './playground/Column';
import { nothingSet, samples, toolProblem, type Settings } from './playground/order';
import { Parameters } from './playground/Parameters';
import { useRun } from './playground/useRun';

/** A conversation with any model or chain, or with two of them side by side. */
export function Playground() {
  const models = useQuery(ask.models);
  const { model, against } = useSearch({ from: '/shell/playground' });
  const navigate = useNavigate();
  const [settings, setSettings] = useState<Settings>(nothingSet);
  const [prompt, setPrompt] = useState('');
  const last = useRef('');
  const one = useRun();
  const other = useRun();
  const look = (next: { model?: string | undefined; against?: string | undefined }) => {
    const all = { model, against, ...next };
    void navigate({ to: '/playground', replace: true, search: { ...(all.model ? { model: all.model } : {}), ...(all.against !== undefined ? { against: all.against } : {}) } });
  };

  const isComparing = against !== undefined;
  const columns = [{ run: one, model, set: (name: string | null) => look({ model: name ?? undefined }) }, ...(isComparing ? [{ run: other, model: against === 'none' ? undefined : against, set: (name: string | null) => look({ against: name ?? 'none' }) }] : [])];
  const chosen = columns.flatMap((column) => (column.model === undefined ? [] : [{ run: column.run, model: column.model }]));
  const isBusy = columns.some((column) => column.run.isBusy);
  const canSend = prompt.trim().length > 0 && chosen.length === columns.length && !isBusy && toolProblem(settings.tools) === null;
  const stop = () => columns.forEach((column) => column.run.stop());
  const send = () => {
    if (canSend) {
      last.current = prompt;
      setPrompt('');
      for (const column of chosen) {
        void column.run.say(column.model, settings, prompt);
      }
    }
  };

  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape' && isBusy) {
      stop();
    } else if (event.key === 'ArrowUp' && prompt.length === 0 && last.current.length > 0 && event.target instanceof HTMLTextAreaElement && event.target.name === 'prompt') {
      event.preventDefault();
      setPrompt(last.current);
    }
  };

  return (
    <Screen
      title="Playground"
      about="A conversation with any model or chain. It is booked under the key “console”."
      actions={
        <>
          <Switch label="Compare two" checked={isComparing} onChange={(event) => look({ against: event.currentTarget.checked ? 'none' : undefined })} />
          <Button variant="default" onClick={() => columns.forEach((column) => column.run.clear())} disabled={columns.every((column) => column.run.runs.length === 0)}>
            Clear
          </Button>
        </>
      }
    >
      <Shown query={models} height={420} empty={{ when: (all) => all.length === 0, show: <Empty title="No models yet">Models come with connections: connect a provider on the Providers page.</Empty> }}>
        {() => (
          <Stack gap="md" onKeyDown={press}>
            <SimpleGrid cols={{ base: 1, md: columns.length }}>
              {columns.map((column, index) => (
                <Column key={index} title={columns.length === 1 ? 'Model or chain' : index === 0 ? 'First model' : 'Second model'} model={column.model ?? null} onModel={column.set} run={column.run} settings={settings} prompt={prompt} />
              ))}
            </SimpleGrid>
            <Paper withBorder p="md" radius="md" component="section" aria-label="Ask">
              <Stack gap="sm">
                <Group gap="xs">
                  <Text size="sm" className="quiet">
                    Try:
                  </Text>
                  {samples.map((sample) => (
                    <Button
                      key={sample.title}
                      size="xs"
                      variant="default"
                      onClick={() => {
                        setPrompt(sample.prompt);
                        setSettings((before) => ({ ...before, ...sample.settings }));
                      }}
                    >
                      {sample.title}
                    </Button>
                  ))}
                </Group>
                <Textarea name="prompt" label="Message" autosize minRows={3} maxRows={14} value={prompt} onChange={(event) => setPrompt(event.currentTarget.value)} aria-keyshortcuts="Control+Enter Escape ArrowUp" />
                <Parameters settings={settings} onChange={setSettings} />
                <Group justify="space-between">
                  <Text size="sm" className="quiet">
                    Ctrl Enter sends, Esc stops, ↑ brings the last message back.
                  </Text>
                  <Group gap="sm">
                    <Button variant="default" onClick={stop} disabled={!isBusy}>
                      Stop
                    </Button>
                    <Button onClick={send} disabled={!canSend}>
                      Send
                    </Button>
                  </Group>
                </Group>
              </Stack>
            </Paper>
          </Stack>
        )}
      </Shown>
    </Screen>
  );
}
