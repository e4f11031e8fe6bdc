import { Modal, type ModalProps } from '@mantine/core';
import { useFocusReturn } from './useFocusReturn';

type Props = Pick<ModalProps, 'title' | 'size' | 'closeOnClickOutside' | 'onClose' | 'children'>;

/** A dialog that is there only while it is open; what had the focus before has it again afterwards. */
export function Dialog(props: Props) {
  useFocusReturn();
  return <Modal opened closeButtonProps={{ 'aria-label': 'Close' }} {...props} />;
}
