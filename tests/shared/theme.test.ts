// The page's colours: every pair that is used can be read, light and dark, whatever accent a service has.
import { expect, test } from 'vitest';
import { contrast, mix } from '../../shared/colour.ts';
import { contrastFaults, DEFAULT_THEME, palettesOf, themeCss } from '../../shared/theme.ts';

test.each([
  // The first two by definition, the others as WCAG's own checkers show them.
  ['#000000', '#ffffff', 21],
  ['#123456', '#123456', 1],
  ['#767676', '#ffffff', 4.54],
  ['#777777', '#ffffff', 4.48],
  ['#ff0000', '#ffffff', 4],
  ['#0000ff', '#ffff00', 8],
])('%s and %s have %d:1, whichever is the ground', (a, b, ratio) => {
  expect(contrast(a, b)).toBeCloseTo(ratio, 2);
  expect(contrast(b, a)).toBe(contrast(a, b));
});

test.each([
  [0, '#102030'],
  [0.5, '#808890'],
  [1, '#f0f0f0'],
])('a share of %d', (share, mixed) => {
  expect(mix('#102030', '#f0f0f0', share)).toBe(mixed);
});

test.each(['light', 'dark'] as const)('the default colours have no fault in %s', (scheme) => {
  expect(contrastFaults(palettesOf(DEFAULT_THEME)[scheme])).toEqual([]);
});

test.each([
  ['#6e6e6e', []],
  ['#6f6f6f', ['accent on accent-tint']],
  ['#707070', ['accent on paper', 'accent on accent-tint']],
  ['#777777', ['accent on paper', 'accent on card', 'accent on accent-tint', 'on-accent on accent']],
])('the accent %s has the faults %j', (accent, faults) => {
  const found = contrastFaults(palettesOf({ accent, accentDark: null }).light);
  expect(found.map(({ colour, ground }) => `${colour} on ${ground}`)).toEqual(faults);
});

test('a fault says what was measured and what is needed', () => {
  const palette = { ...palettesOf(DEFAULT_THEME).light, 'line-strong': '#84909a' };
  expect(contrastFaults(palette)).toEqual([
    { colour: 'line-strong', ground: 'paper', ratio: expect.closeTo(2.94, 2) as unknown, needed: 3 },
  ]);
});

test.each(['#000000', '#0b5d86', '#6a3aa2', '#7a0000', '#00007a', '#5b5b00'])(
  'from the accent %s one is derived that can be read in the dark',
  (accent) => {
    const { light, dark } = palettesOf({ accent, accentDark: null });
    expect(contrastFaults(light)).toEqual([]);
    expect(contrastFaults(dark)).toEqual([]);
  },
);

test('an accent that can be read in the dark already is taken as it is', () => {
  expect(palettesOf({ accent: '#6cbde6', accentDark: null }).dark.accent).toBe('#6cbde6');
});

test('the style is plain custom properties, light first', () => {
  const css = themeCss({ accent: '#7a1f5c', accentDark: '#f0a3d4' });
  expect(css).toMatch(
    /^:root\{(--[a-z-]+:#[0-9a-f]{6};?)+\}@media \(prefers-color-scheme:dark\)\{:root\{(--[a-z-]+:#[0-9a-f]{6};?)+\}\}$/,
  );
  expect(css.match(/--accent:#[0-9a-f]{6}/g)).toEqual(['--accent:#7a1f5c', '--accent:#f0a3d4']);
});
