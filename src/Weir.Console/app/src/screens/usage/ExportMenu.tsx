import { Button, Menu } from '@mantine/core';
import type { UsageQuestion } from '../../api/queries';

interface Props {
  question: UsageQuestion;
  /** The filter of the list of requests; null where it can't be filtered like this page. */
  requests: Record<string, string | true> | null;
}

/** Files of what the page shows, and of the requests behind it. */
export function ExportMenu({ question, requests }: Props) {
  const files = [
    { label: 'Usage as CSV', href: address('usage', 'csv', question) },
    { label: 'Usage as JSON', href: address('usage', 'json', question) },
    ...(requests === null
      ? []
      : [
          { label: 'Requests as CSV', href: address('requests', 'csv', requests) },
          { label: 'Requests as JSON', href: address('requests', 'json', requests) },
        ]),
  ];
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="default" size="xs">
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {files.map((file) => (
          <Menu.Item key={file.label} component="a" href={file.href} download>
            {file.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function address(what: 'usage' | 'requests', format: 'csv' | 'json', query: object): string {
  return `/admin/api/v1/${what}/export?${new URLSearchParams([...Object.entries(query).map(([name, value]) => [name, String(value)]), ['format', format]])}`;
}
