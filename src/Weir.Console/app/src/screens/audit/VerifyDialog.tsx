import { Alert, Button, Group, Loader, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { Shapes } from '../../api/client';
import { ask } from '../../api/queries';
import { Copyable } from '../../parts/Copyable';
import { Dialog } from '../../parts/Dialog';
import { Failure } from '../../parts/Shown';
import { some } from '../../words/amounts';

/** Has the gateway walk along the whole chain, and tells the verdict. */
export function VerifyDialog({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [anchor, setAnchor] = useState<string | undefined>();
  const check = useQuery(ask.auditCheck(anchor));
  const again = (event: FormEvent) => {
    event.preventDefault();
    const wanted = typed.trim() || undefined;
    if (wanted === anchor) {
      void check.refetch();
    } else {
      setAnchor(wanted);
    }
  };

  return (
    <Dialog onClose={onClose} title="Is the log as it was written?" size="lg">
      <Stack>
        <div role="status" aria-live="polite">
          {check.isFetching ? (
            <Group gap="sm">
              <Loader size="sm" />
              <Text size="sm">Every row is read…</Text>
            </Group>
          ) : (
            check.data && <Verdict check={check.data} anchored={anchor !== undefined} />
          )}
        </div>
        {!check.isFetching && check.error && <Failure error={check.error} />}
        <form onSubmit={again}>
          <Stack gap="sm">
            <TextInput
              label="Anchor of an earlier check"
              description="NUMBER:HASH that was kept elsewhere. It shows whether the log was written anew since."
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              autoComplete="off"
            />
            <Group justify="flex-end">
              <Button type="submit" variant="default" loading={check.isFetching}>
                Verify again
              </Button>
            </Group>
          </Stack>
        </form>
      </Stack>
    </Dialog>
  );
}

function Verdict({ check, anchored }: { check: Shapes['AuditCheck']; anchored: boolean }) {
  return (
    <Alert color={check.whole ? 'teal' : 'red'} variant="outline" title={check.whole ? '✓ The log is whole' : `✕ The log is broken at row ${check.brokenAt ?? '?'}`}>
      <Stack gap="xs">
        <Text size="sm">
          {check.problem ?? `${some(check.rows, 'row')}, each as it was written${anchored ? ', and the anchor is still there' : ''}.`}
          {!check.whole && check.rows > 0 && ` What stands before it is good: ${some(check.rows, 'row')}.`}
        </Text>
        {check.rows > 0 && (
          <>
            <Text size="sm">Anchor of the last good row. Keep it elsewhere:</Text>
            <Copyable text={check.anchor} label="Copy the anchor" />
          </>
        )}
      </Stack>
    </Alert>
  );
}
