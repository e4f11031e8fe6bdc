import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { ask } from '../api/queries';
import { Screen } from '../parts/Screen';
import { Shown } from '../parts/Shown';
import { ChainEditor } from './chains/ChainEditor';
import { draftOf, usual } from './chains/draft';

/** One chain: as the file declares it, or to be changed. One that is not there yet is a new one. */
export function Chain() {
  const { name } = useParams({ from: '/shell/chains/$name' });
  const { targets } = useSearch({ from: '/shell/chains/$name' });
  const chains = useQuery(ask.chains);
  return (
    <Screen
      title={name}
      about={
        <Anchor underline="always" size="sm" c="inherit" renderRoot={(props) => <Link to="/chains" {...props} />}>
          All chains
        </Anchor>
      }
    >
      <Shown query={chains} height={480}>
        {(all) => {
          const chain = all.find((candidate) => candidate.name === name);
          const saved = chain === undefined ? null : draftOf(chain);
          return <ChainEditor key={`${chain === undefined ? 'new' : 'set'} ${name}`} name={name} chain={chain ?? null} saved={saved} initial={saved ?? { ...usual, targets: targets?.split(' ') ?? [] }} />;
        }}
      </Shown>
    </Screen>
  );
}
