import { TextInput } from '@mantine/core';
import { useState } from 'react';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  description?: string;
  autoFocus?: boolean;
}

/** A field for a secret: dots, except while the eye is held. What is pasted loses the space around it. */
export function KeyField({ label, value, onChange, description = 'It goes to the gateway’s secret store and never comes back to a browser.', autoFocus = false }: Props) {
  const [isSeen, setSeen] = useState(false);
  const hide = () => setSeen(false);
  return (
    <TextInput
      type={isSeen ? 'text' : 'password'}
      label={label}
      description={description}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onPaste={(event) => {
        event.preventDefault();
        const { selectionStart, selectionEnd } = event.currentTarget;
        const pasted = event.clipboardData.getData('text').trim();
        onChange(value.slice(0, selectionStart ?? value.length) + pasted + value.slice(selectionEnd ?? value.length));
      }}
      autoComplete="off"
      spellCheck={false}
      required
      autoFocus={autoFocus}
      data-autofocus={autoFocus || undefined}
      classNames={{ input: 'mono' }}
      rightSectionWidth={64}
      rightSection={
        <button
          type="button"
          className="reveal"
          aria-label="Show the key while held"
          aria-pressed={isSeen}
          onPointerDown={() => setSeen(true)}
          onPointerUp={hide}
          onPointerLeave={hide}
          onBlur={hide}
          onKeyDown={(event) => (event.key === ' ' || event.key === 'Enter') && setSeen(true)}
          onKeyUp={hide}
        >
          Show
        </button>
      }
    />
  );
}
