import { SignInSteps } from './SignInSteps';
import { Dialog } from '../../parts/Dialog';

/** Signs in to a provider of the catalogue, or anew to a connection. */
export function ConnectDialog({ provider, onClose }: { provider: string; onClose: () => void }) {
  return (
    <Dialog onClose={onClose} size="lg" title={`Connect ${provider}`} closeOnClickOutside={false}>
      <SignInSteps provider={provider} onDone={onClose} />
    </Dialog>
  );
}
