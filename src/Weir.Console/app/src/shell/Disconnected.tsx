import { Alert } from '@mantine/core';
import { useLive } from '../live/events';
import { moment } from '../words/moments';

/** Says that what is shown may be old; goes away by itself. */
export function Disconnected() {
  const { connected, heard } = useLive();
  return (
    <div role="status">
      {!connected && (
        <Alert color="orange" variant="outline" mb="md" title="Reconnecting to the gateway…">
          {heard ? `What you see is as of ${moment(heard.toISOString())}.` : 'Nothing has been heard of it yet.'} It goes on by itself.
        </Alert>
      )}
    </div>
  );
}
