import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Screen } from '../parts/Screen';

export function NotFound() {
  return (
    <main style={{ padding: 24 }}>
      <Screen title="There is no such page">
        <Anchor renderRoot={(props) => <Link to="/" {...props} />}>Go to the overview</Anchor>
      </Screen>
    </main>
  );
}
