import { Alert, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useBlocker, useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { api, given, type Shapes } from '../../api/client';
import { ask } from '../../api/queries';
import { Confirm } from '../../parts/Confirm';
import { Empty } from '../../parts/Empty';
import { ModelPicker } from '../../parts/ModelPicker';
import { changes, draftOf, orderOf, usual, type Draft } from './draft';
import { ChangeList } from './ChangeList';
import { DryRun } from './DryRun';
import { ReadOnlyTargets } from './ReadOnlyTargets';
import { Rules } from './Rules';
import { TargetList } from './TargetList';

interface Props {
  name: string;
  /** Null for one that is not saved yet. */
  chain: Shapes['ChainEntry'] | null;
  saved: Draft | null;
  initial: Draft;
}

/** Changes a chain: nothing is saved before its differences were seen. */
export function ChainEditor({ name, chain, saved, initial }: Props) {
  const [draft, setDraft] = useState(initial);
  // What the draft began with; another person's change does not become mine by itself.
  const [base, setBase] = useState(saved ?? usual);
  const [asks, setAsks] = useState<'save' | 'remove' | null>(null);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const isEditable = chain === null || chain.editable;
  const different = changes(base, draft);
  const isElsewhere = saved !== null && changes(base, saved).length > 0;
  const take = (now: Draft) => {
    setBase(now);
    setDraft(now);
  };
  if (isElsewhere && different.length === 0) {
    take(saved);
  }

  const isChanged = isEditable && different.length > 0;
  const blocker = useBlocker({ shouldBlockFn: () => isChanged && asks === null, enableBeforeUnload: isChanged, withResolver: true });
  const known = new Map((chain?.targets ?? []).map((target) => [target.name, target]));
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));

  const save = async () => {
    const made = await given(api.PUT('/admin/api/v1/chains/{name}', { params: { path: { name } }, body: orderOf(draft) }));
    queries.setQueryData(ask.chains.queryKey, (all) => all && [...all.filter((other) => other.name !== name), made]);
    take(draftOf(made));
    notifications.show({ message: `${name} holds from now on.`, color: 'teal' });
    await queries.invalidateQueries({ queryKey: ['chains'] });
  };

  const remove = async () => {
    await given(api.DELETE('/admin/api/v1/chains/{name}', { params: { path: { name } } }));
    await navigate({ to: '/chains' });
    await queries.invalidateQueries({ queryKey: ['chains'] });
  };

  return (
    <Stack gap="lg">
      {chain?.problem && (
        <Alert color="orange" variant="outline" title="Not in use">
          {chain.problem}
        </Alert>
      )}
      {!isEditable && chain?.problem === null && (
        <Alert color="blue" variant="outline" title={`Declared at ${chain.origin}`}>
          The file rules what it declares: change it there, and the gateway takes it over by itself.
        </Alert>
      )}
      {isElsewhere && (
        <Alert color="orange" variant="outline" title="It was changed meanwhile">
          <Stack gap="xs" align="flex-start">
            <Text size="sm">Saving puts yours in its place.</Text>
            <Button size="xs" variant="default" onClick={() => take(saved)}>
              Take theirs
            </Button>
          </Stack>
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Paper withBorder p="md" radius="md" component="section" aria-labelledby="chain-targets">
          <Stack gap="sm">
            <Title order={2} size="h4" id="chain-targets">
              Targets
            </Title>
            {!isEditable ? (
              <ReadOnlyTargets targets={chain?.targets ?? []} />
            ) : draft.targets.length === 0 ? (
              <Empty title="No targets yet">The first one that you add is asked first.</Empty>
            ) : (
              <TargetList targets={draft.targets} known={known} weights={draft.strategy === 'weighted' ? draft.weights : null} onChange={(targets) => change({ targets })} onWeight={(target, weight) => change({ weights: { ...draft.weights, [target]: weight } })} />
            )}
            {isEditable && <ModelPicker label="Add a target" value={null} without={draft.targets} onChange={(added) => added !== null && change({ targets: [...draft.targets, added] })} />}
          </Stack>
        </Paper>
        <Rules draft={draft} isEditable={isEditable} onChange={change} />
      </SimpleGrid>
      {isEditable && (
        <Group className="save-bar">
          <Text size="sm" role="status" style={{ flex: 1 }}>
            {isChanged ? `${chain === null ? 'Not saved yet' : 'Changed'}: ${different.map((one) => one.what.toLowerCase()).join(', ')}.` : 'Nothing to save.'}
          </Text>
          {chain !== null && (
            <Button variant="default" onClick={() => setAsks('remove')}>
              Remove the chain
            </Button>
          )}
          <Button variant="default" disabled={!isChanged} onClick={() => setDraft(saved === null ? initial : base)}>
            Discard
          </Button>
          <Button disabled={!isChanged || draft.targets.length === 0} onClick={() => setAsks('save')}>
            Review and save
          </Button>
        </Group>
      )}
      <DryRun name={name} draft={isChanged ? draft : null} isEmpty={draft.targets.length === 0} />
      {asks === 'save' && (
        <Confirm title={`Save ${name}?`} action="Save" onDo={save} onClose={() => setAsks(null)}>
          <ChangeList changes={different} />
        </Confirm>
      )}
      {asks === 'remove' && (
        <Confirm title={`Remove ${name}?`} action="Remove" isFinal onDo={remove} onClose={() => setAsks(null)}>
          Who asks for it by name is refused from then on. In the last 24 hours that were {chain?.requests ?? 0}.
        </Confirm>
      )}
      {blocker.status === 'blocked' && (
        <Confirm
          title="Leave without saving?"
          action="Leave"
          isFinal
          onDo={() => {
            blocker.proceed();
            return Promise.resolve();
          }}
          onClose={() => blocker.reset()}
        >
          <ChangeList changes={different} />
        </Confirm>
      )}
    </Stack>
  );
}
