import { Anchor, Button, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { ask } from '../../api/queries';
import { Shown } from '../../parts/Shown';
import { usePageKeys } from '../../parts/usePageKeys';
import { RequestView } from './RequestView';

interface Props {
  id: string;
  close: () => void;
  /** Null at an end of the list. */
  back: (() => void) | null;
  on: (() => void) | null;
}

/** One request beside the list. */
export function Peek({ id, close, back, on }: Props) {
  const trace = useQuery(ask.request(id));
  const title = useRef<HTMLHeadingElement>(null);
  usePageKeys({ Escape: close });
  useEffect(() => {
    // On a narrow screen it covers the list: what is read next is here.
    if (window.matchMedia('(max-width: 1100px)').matches) {
      title.current?.focus();
    }
  }, []);

  return (
    <aside className="peek" aria-label="Request">
      <Group justify="space-between" gap="xs" mb="sm" wrap="nowrap" align="flex-start">
        <div>
          <Title order={2} size="h4" tabIndex={-1} ref={title}>
            Request
          </Title>
          <Text size="xs" className="quiet mono">
            {id}
          </Text>
        </div>
        <Group gap={4} wrap="nowrap">
          <Button size="compact-sm" variant="default" onClick={back ?? undefined} disabled={back === null} aria-label="Previous request" title="Previous ([)">
            ↑
          </Button>
          <Button size="compact-sm" variant="default" onClick={on ?? undefined} disabled={on === null} aria-label="Next request" title="Next (])">
            ↓
          </Button>
          <Button size="compact-sm" variant="default" onClick={close} aria-label="Close" title="Close (Esc)">
            ✕
          </Button>
        </Group>
      </Group>
      <Shown query={trace} height={420}>
        {(request) => <RequestView request={request} />}
      </Shown>
      <Anchor mt="sm" display="inline-block" size="sm" underline="always" renderRoot={(props) => <Link to="/requests/$id" params={{ id }} {...props} />}>
        On a page of its own
      </Anchor>
    </aside>
  );
}
