import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';

/** Something to do, after which some answers are out of date. A refusal is shown. */
export function useDo<In, Out>(work: (wanted: In) => Promise<Out>, outdates: QueryKey, done?: (out: Out) => string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: work,
    onSuccess: async (out) => {
      await queries.invalidateQueries({ queryKey: outdates });
      if (done) {
        notifications.show({ message: done(out), color: 'teal' });
      }
    },
    onError: (error) => notifications.show({ title: 'That did not work', message: error.message, color: 'red', autoClose: 8_000 }),
  });
}
