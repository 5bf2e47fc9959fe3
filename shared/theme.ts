// The page's colours, light and dark, and what a service's own accent makes of them. Knows no file and no document.
import { contrast, mix } from './colour.ts';

/** What a service says of its look; colours as `#rrggbb`. */
export interface Theme {
  /** The colour of what can be touched, on light paper. */
  accent: string;
  /** The same on dark paper; null: it is derived from `accent`. */
  accentDark: string | null;
}

/** The look of a service that says nothing of it. */
export const DEFAULT_THEME: Theme = { accent: '#0b5d86', accentDark: '#6cbde6' };

/** What every service has. `line` is decoration: nothing must hang on its being seen. */
const LIGHT = {
  paper: '#f4f3ef',
  card: '#ffffff',
  ink: '#15222c',
  'ink-soft': '#54636e',
  line: '#dcdcd6',
  'line-strong': '#818d97',
  good: '#17734a',
  'good-tint': '#dff1e7',
  warn: '#8a4b00',
  'warn-tint': '#fbeeda',
  bad: '#a92222',
};
const DARK: typeof LIGHT = {
  paper: '#10181e',
  card: '#1a252d',
  ink: '#edf2f4',
  'ink-soft': '#a3b2bc',
  line: '#2d3b45',
  'line-strong': '#71828e',
  good: '#6fd3a0',
  'good-tint': '#16372a',
  warn: '#f0bb74',
  'warn-tint': '#3a2b14',
  bad: '#f49a92',
};

/** The names of the colours, as the style sheets know them behind `--`. */
export type ColourName = keyof typeof LIGHT | 'accent' | 'accent-pressed' | 'accent-tint' | 'on-accent';
export type Palette = Record<ColourName, string>;

/** All colours of a theme. Mixed here and not by the style sheet: old web views know no color-mix(). */
export function palettesOf({ accent, accentDark }: Theme): { light: Palette; dark: Palette } {
  return { light: lightPalette(accent), dark: darkPalette(accentDark ?? readableOnDark(accent)) };
}

/** The style of a theme: `:root{--paper:#f4f3ef;…}`, and the same for dark surroundings. */
export function themeCss(theme: Theme): string {
  const root = (palette: Palette) =>
    `:root{${Object.entries(palette)
      .map(([name, colour]) => `--${name}:${colour}`)
      .join(';')}}`;
  const { light, dark } = palettesOf(theme);
  return `${root(light)}@media (prefers-color-scheme:dark){${root(dark)}}`;
}

/** A colour that cannot be made out well enough on the ground on which the page shows it. */
export interface ContrastFault {
  colour: ColourName;
  ground: ColourName;
  /** What it has, and what WCAG 2.2 AA asks for. */
  ratio: number;
  needed: number;
}

/** Checks every pair of colours that the page really uses. */
export function contrastFaults(palette: Palette): ContrastFault[] {
  return PAIRS.flatMap(([colour, needed, grounds]) =>
    grounds
      .map((ground) => ({ colour, ground, ratio: contrast(palette[colour], palette[ground]), needed }))
      .filter(({ ratio }) => ratio < needed),
  );
}

/** WCAG 2.2, 1.4.3 and 1.4.11. */
const TEXT = 4.5;
const SHAPE = 3;

/** What stands on what, in the style sheets of the page. A focus ring is an accent: as text it is strict enough. */
const PAIRS: [ColourName, number, ColourName[]][] = [
  ['accent', TEXT, ['paper', 'card', 'accent-tint']],
  ['on-accent', TEXT, ['accent', 'accent-pressed']],
  ['ink', TEXT, ['paper', 'card', 'accent-tint', 'good-tint', 'warn-tint']],
  // On `line`: the words of a button that cannot be used yet.
  ['ink-soft', TEXT, ['paper', 'card', 'accent-tint', 'line']],
  ['good', TEXT, ['paper', 'card', 'good-tint']],
  ['warn', TEXT, ['paper', 'card', 'warn-tint']],
  ['bad', TEXT, ['paper', 'card']],
  ['line-strong', SHAPE, ['paper', 'card']],
];

function lightPalette(accent: string): Palette {
  return {
    ...LIGHT,
    accent,
    'accent-pressed': mix(accent, '#000000', 0.225),
    'accent-tint': mix('#ffffff', accent, 0.1),
    'on-accent': '#ffffff',
  };
}

function darkPalette(accent: string): Palette {
  return {
    ...DARK,
    accent,
    'accent-pressed': mix(accent, '#ffffff', 0.27),
    'accent-tint': mix(DARK.paper, accent, 0.14),
    'on-accent': DARK.paper,
  };
}

/** Lightens an accent until it can be read on everything dark. White can: the steps come to an end. */
function readableOnDark(accent: string): string {
  const steps = Array.from({ length: 20 }, (_, step) => mix(accent, '#ffffff', step / 20));
  return steps.find((lighter) => contrastFaults(darkPalette(lighter)).length === 0) ?? '#ffffff';
}
