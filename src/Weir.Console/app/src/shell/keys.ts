import { useLocalStorage } from '@mantine/hooks';

/** Whether single keys are shortcuts. Who speaks to the computer, or often hits a key by mistake, switches them off; it is kept in this browser. */
export function useKeys() {
  return useLocalStorage({ key: 'weir-shortcuts', defaultValue: true, getInitialValueInEffect: false });
}
