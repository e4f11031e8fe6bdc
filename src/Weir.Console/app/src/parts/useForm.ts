import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';

/** Sends a form's order: afterwards some answers are out of date and the dialog closes. A refusal is the dialog's to show. */
export function useForm<Out>(send: () => Promise<Out>, outdates: readonly QueryKey[], done: (out: Out) => string, onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: async (out) => {
      await Promise.all(outdates.map((queryKey) => queries.invalidateQueries({ queryKey })));
      notifications.show({ message: done(out), color: 'teal' });
      onDone();
    },
  });
}
