// How a frame's page looks apart from what it says: the theme's colour, light or dark, the size of its text. Changed in the
// style sheets themselves, since the policy lets no other style in.
import { themeCss } from '../../shared/theme.ts';
import type { FrameSpec } from './frame-spec.ts';

const themeSheet = new CSSStyleSheet();
/** The rules for dark surroundings that the page came with. */
const ownDarkRules = [...document.styleSheets].flatMap(darkRules);
document.adoptedStyleSheets = [themeSheet];

export function paint({ text, accent, scheme }: Pick<FrameSpec, 'text' | 'accent' | 'scheme'>) {
  themeSheet.replaceSync(accent === '' ? '' : themeCss({ accent, accentDark: null }));
  const media = { dark: 'all', light: 'not all' }[scheme] ?? '(prefers-color-scheme: dark)';
  for (const rule of [...ownDarkRules, ...darkRules(themeSheet)]) rule.media.mediaText = media;

  const { style } = document.documentElement;
  style.colorScheme = scheme === 'system' ? '' : scheme;
  style.fontSize = '';
  const { fontSize } = getComputedStyle(document.documentElement);
  if (text !== 100) style.fontSize = `${(parseFloat(fontSize) * text) / 100}px`;
}

function darkRules({ cssRules }: CSSStyleSheet): CSSMediaRule[] {
  return [...cssRules].filter(
    (rule) => rule instanceof CSSMediaRule && /prefers-color-scheme:\s*dark/.test(rule.media.mediaText),
  ) as CSSMediaRule[];
}
