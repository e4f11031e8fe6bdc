import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/queries';
import { isEnough, type Role } from './roles';

/** Who is signed in, and whether the role is enough for something. The gateway decides; this only spares people refusals. */
export function useSession() {
  const session = useQuery(ask.session);
  return { who: session.data, may: (least: Role) => isEnough(session.data?.role, least) };
}
