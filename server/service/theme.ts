// The definition's theme: its colours are checked before anybody sees them. Knows no image.
import { contrastFaults, DEFAULT_THEME, palettesOf } from '../../shared/theme.ts';
import type { Palette, Theme } from '../../shared/theme.ts';

/** Completes the theme and reports a colour that cannot be read, in light or dark.
 *  Somebody who gives an accent of their own and none for the dark gets one derived, not ours. */
export function toTheme(
  { accent, accentDark }: { accent?: string | undefined; accentDark?: string | undefined },
  report: (key: keyof Theme, message: string) => void,
): Theme {
  const theme: Theme = {
    accent: accent ?? DEFAULT_THEME.accent,
    accentDark: accentDark ?? (accent === undefined ? DEFAULT_THEME.accentDark : null),
  };
  const { light, dark } = palettesOf(theme);
  const inLight = describeFault(light);
  const inDark = describeFault(dark);
  if (inLight !== null) report('accent', inLight);
  if (inDark !== null) report('accentDark', inDark);
  return theme;
}

/** A colour that fails on one ground mostly fails on the next as well: only the first is told. */
function describeFault(palette: Palette): string | null {
  const [fault] = contrastFaults(palette);
  if (!fault) return null;
  const { colour, ground, ratio, needed } = fault;
  // Rounded down: 4.49 is not the 4.5 that it needs.
  const has = (Math.floor(ratio * 10) / 10).toFixed(1);
  return `${palette[colour]} has ${has}:1 on the page's ${ground} ${palette[ground]}, it needs ${needed}:1`;
}
