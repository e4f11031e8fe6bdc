import { Anchor, Group, Progress, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Shapes } from '../../api/client';
import { ask } from '../../api/queries';
import { Panel } from '../../parts/Panel';
import { Shown } from '../../parts/Shown';
import { namedAmountOf, nearest, usedOf } from '../../words/budgets';
import { away } from '../../words/moments';
import { dimensions, type Dimension } from '../usage/search';
import { Teach } from './Teach';

type Budget = Shapes['BudgetEntry'];

const room = 5;

/** The budgets that run out first. What is held for requests under way counts: it is what the gateway enforces. */
export function NearLimits() {
  const budgets = useQuery({ ...ask.budgets, refetchInterval: 15_000 });
  return (
    <Panel
      title="Budgets nearest their limits"
      actions={
        <Anchor size="sm" c="inherit" underline="always" renderRoot={(props) => <Link to="/budgets" {...props} />}>
          All budgets
        </Anchor>
      }
    >
      <Shown
        query={budgets}
        height={160}
        empty={{
          when: (all) => all.length === 0,
          show: (
            <Teach command="weir budgets set gateway --monthly 50">
              Nothing limits what may be spent. A budget refuses what would exceed it, for the gateway, a key, a user, a team, a connection or a model:
            </Teach>
          ),
        }}
      >
        {(all) => (
          <ul className="lines" aria-label="Budgets nearest their limits">
            {nearest(all, room).map((budget) => (
              <BudgetLine key={budget.id} budget={budget} />
            ))}
          </ul>
        )}
      </Shown>
    </Panel>
  );
}

function BudgetLine({ budget }: { budget: Budget }) {
  const share = usedOf(budget);
  const percent = Math.round(share * 100);
  return (
    <li>
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <span className="mono">
          <Subject on={budget.on}>{budget.on}</Subject> <span className="quiet">{budget.window}</span>
        </span>
        <Text span size="sm" className="number">
          {percent}%
        </Text>
      </Group>
      <Progress value={Math.min(100, percent)} color={share >= 1 ? 'red.8' : budget.alerting ? 'orange.8' : 'teal.9'} size="sm" my={4} aria-label={`${budget.id}: ${percent} percent used`} />
      <Text size="sm" className="quiet">
        {namedAmountOf(budget.unit, budget.spent)} spent{budget.held > 0 && `, ${namedAmountOf(budget.unit, budget.held)} held`} of {namedAmountOf(budget.unit, budget.limit)}
        {budget.resetsAt !== null && `, resets ${away(budget.resetsAt)}`}
        {!budget.hard && ', only warns'}
      </Text>
    </li>
  );
}

/** Leads to what was used on it. */
function Subject({ on, children }: { on: string; children: ReactNode }) {
  const at = on.indexOf(':');
  const dimension = dimensions.find((candidate) => candidate === on.slice(0, at));
  return (
    <Anchor
      inherit
      underline="always"
      c="inherit"
      className="tap"
      aria-label={`Usage of ${on} this month`}
      renderRoot={(props) => <Link to="/usage" search={{ range: 'month', ...(dimension === undefined ? {} : filterOn(dimension, on.slice(at + 1))) }} {...props} />}
    >
      {children}
    </Anchor>
  );
}

const filterOn = (dimension: Dimension, value: string) => ({ [dimension]: value });
