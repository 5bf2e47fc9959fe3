// The languages that nobody speaks: longer or turned around, and whole.
import { expect, it } from 'vitest';
import { en } from '../../../client/messages/en.ts';
import { everyText, long, mirrored } from '../../../client/preview/pseudo.ts';

it('makes texts longer by about 40 %', () => {
  const text = 'The time to pay is over, and the order has been cancelled.';
  expect(long(text).length / text.length).toBeGreaterThan(1.35);
  expect(long(text)).toMatch(/^\[.*\]$/);
});

it.each([
  ['long', long],
  ['right to left', mirrored],
])('keeps what is filled in, the plurals, and the app’s name (%s)', (_, change) => {
  expect(change('Pay {amount}')).toMatch(/\{amount\}/);
  const messages = everyText(en, change);
  expect(Object.keys(messages)).toEqual(Object.keys(en));
  expect(Object.keys(messages.atMost)).toEqual(Object.keys(en.atMost));
  expect(messages.atMost.other).toContain('{count}');
  expect(messages.leave).toContain('SEQR');
});

it('turns the letters around, not the place of what is filled in', () => {
  expect(mirrored('Pay {amount}')).toBe('\u200f\u202ePay \u202c\u200f{amount}');
});
