import { NumberInput, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { api, given, type Shapes } from '../../api/client';
import { FormDialog } from '../../parts/FormDialog';
import { useForm } from '../../parts/useForm';
import { namedAmountOf } from '../../words/budgets';
import { numberOf, type Field } from './draft';

/** Asks what a request really cost that counts as spent at its worst case. */
export function SettleDialog({ hold, onClose }: { hold: Shapes['HoldEntry']; onClose: () => void }) {
  const units = new Set(hold.shares.map((share) => share.unit));
  const [isFree, setFree] = useState(false);
  const [dollars, setDollars] = useState<Field>('');
  const [tokens, setTokens] = useState<Field>('');
  const verdict = isFree ? { attempt: hold.attempt, usd: 0, tokens: 0 } : { attempt: hold.attempt, usd: numberOf(dollars), tokens: numberOf(tokens) };
  const settle = useForm(() => given(api.POST('/admin/api/v1/budgets/holds/{name}', { params: { path: { name: hold.requestId } }, body: verdict })), [['budgets']], () => `${hold.requestId} is settled.`, onClose);
  return (
    <FormDialog title={`Settle ${hold.requestId}`} action="Settle" onSubmit={() => settle.mutate()} onClose={onClose} isBusy={settle.isPending} isReady={verdict.usd !== null || verdict.tokens !== null} error={settle.error}>
      <Text size="sm">What the provider’s bill says takes the place of what counts now: {hold.shares.map((share) => `${namedAmountOf(share.unit, share.amount)} on ${share.budget}`).join(', ')}.</Text>
      <Radio.Group label="The provider" value={isFree ? 'free' : 'billed'} onChange={(value) => setFree(value === 'free')}>
        <Stack gap="xs" mt="xs">
          <Radio value="billed" label="billed it" />
          <Radio value="free" label="did not bill it" />
        </Stack>
      </Radio.Group>
      {!isFree && units.has('usd') && <NumberInput label="US dollars" prefix="$" min={0} decimalScale={9} value={dollars} onChange={setDollars} hideControls />}
      {!isFree && units.has('tokens') && <NumberInput label="Tokens" description="Input and output together." min={0} allowDecimal={false} thousandSeparator="," value={tokens} onChange={setTokens} hideControls />}
    </FormDialog>
  );
}
