import { Modal } from '@mantine/core';
import { SignInSteps } from './SignInSteps';

/** Signs in to a provider of the catalogue, or anew to a connection. */
export function ConnectDialog({ provider, onClose }: { provider: string; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} size="lg" title={`Connect ${provider}`} closeOnClickOutside={false} closeButtonProps={{ 'aria-label': 'Close' }}>
      <SignInSteps provider={provider} onDone={onClose} />
    </Modal>
  );
}
