// A sum as it is typed: the right ones read exactly, each wrong one with the reason.
import { describe, expect, it } from 'vitest';
import { decimal, readSum } from '../../../client/desk/refund/amount-text.ts';

const LEFT = 13_000;

describe('a sum', () => {
  it.each([
    ['65', 6_500],
    ['65,00', 6_500],
    ['65.5', 6_550],
    [' 65,00 kr ', 6_500],
    ['65 SEK', 6_500],
    ['0,01', 1],
    ['130', LEFT],
  ])('%j is read', (text, minor) => expect(readSum(text, 'SEK', LEFT)).toBe(minor));

  it('is read with a space for the thousands', () => {
    expect(readSum('1 234,50', 'SEK', 200_000)).toBe(123_450);
    expect(readSum('1\u00a0234,50', 'SEK', 200_000)).toBe(123_450);
  });

  it.each([
    ['', /Write a sum, at most 130,00/],
    ['  ', /Write a sum/],
    ['0', /more than 0/],
    ['0,00', /more than 0/],
    ['-5', /more than 0/],
    ['130,01', /more than what is left: at most 130,00/],
    ['all of it', /“all of it” is no sum/],
    ['6,5,0', /is no sum/],
    ['1.234,50', /is no sum/],
    ['1e2', /is no sum/],
    ['65,005', /At most 2 decimals/],
    ['1.000', /For a thousand write 1000/],
    ['99999999999999999999', /is no sum/],
  ])('%j is refused', (text, words) => expect(readSum(text, 'SEK', LEFT)).toMatch(words));

  it('has as many decimals as its currency', () => {
    expect(readSum('500', 'JPY', 1_000)).toBe(500);
    expect(readSum('500,5', 'JPY', 1_000)).toMatch(/no decimals/);
    expect(readSum('1,005', 'KWD', 5_000)).toBe(1_005);
    expect([decimal(500, 'JPY'), decimal(6_500, 'SEK'), decimal(5, 'SEK')]).toEqual(['500', '65,00', '0,05']);
  });
});
