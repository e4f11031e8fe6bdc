import { notifications } from '@mantine/notifications';
import { usePageKeys } from '../../parts/usePageKeys';

/** `y` copies the id of the request that is seen. */
export function useCopyKey(id: string | undefined) {
  usePageKeys({
    y: () => {
      if (id !== undefined) {
        void navigator.clipboard?.writeText(id).then(() => notifications.show({ message: `Copied ${id}`, color: 'teal', autoClose: 2_000 }));
      }
    },
  });
}
