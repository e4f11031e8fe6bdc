import { useSession } from '../session/useSession';
import { pages } from './pages';

/** The pages that whoever is signed in may see. */
export function usePages() {
  const { may } = useSession();
  return pages.filter((page) => may(page.least));
}
