import { Screen } from '../parts/Screen';
import { useSession } from '../session/useSession';
import { BudgetList } from './budgets/BudgetList';
import { Caps } from './budgets/Caps';
import { Holds } from './budgets/Holds';
import { Limits } from './budgets/Limits';
import { Trial } from './budgets/Trial';

/** What may be spent and how fast, what is held for it now, and whether something would pass. Members see what is on them. */
export function Budgets() {
  const { may } = useSession();
  const changes = may('manager');
  return (
    <Screen title="Budgets and limits" about="What may be spent, and how fast. A hard budget reserves the worst case of a request before it is sent.">
      <BudgetList changes={changes} />
      {changes && <Trial />}
      {changes && <Holds />}
      <Limits changes={changes} />
      {changes && <Caps />}
    </Screen>
  );
}
