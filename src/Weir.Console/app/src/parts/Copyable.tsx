import { Button, Code, CopyButton, Group } from '@mantine/core';

/** A text to take along, with a button that takes it. */
export function Copyable({ text, label = 'Copy' }: { text: string; label?: string }) {
  return (
    <Group gap="sm" wrap="wrap">
      <Code className="mono" fz="sm" tabIndex={0} style={{ whiteSpace: 'pre-wrap' }}>
        {text}
      </Code>
      <CopyButton value={text} timeout={2_000}>
        {({ copied, copy }) => (
          <Button size="xs" variant="default" onClick={copy} aria-label={label}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
