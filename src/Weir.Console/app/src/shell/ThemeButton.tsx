import { Button, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';

const next: Record<MantineColorScheme, { scheme: MantineColorScheme; word: string; sign: string }> = {
  auto: { scheme: 'light', word: 'as the system', sign: '◐' },
  light: { scheme: 'dark', word: 'light', sign: '☀' },
  dark: { scheme: 'auto', word: 'dark', sign: '☾' },
};

/** Goes round: as the system, light, dark. */
export function ThemeButton() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { scheme, word, sign } = next[colorScheme];
  return (
    <Button variant="default" size="xs" onClick={() => setColorScheme(scheme)} aria-label={`Colours: ${word}`} title={`Colours: ${word}`}>
      <span aria-hidden="true">{sign}</span>
    </Button>
  );
}
