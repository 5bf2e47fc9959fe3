// Plain data: the hash grammar, money, the one direction of states.
import { describe, expect, test } from 'vitest';
import { formatAmount, moneyFormat, parseAmount } from '../../shared/money.ts';
import { mayMove, ORDER_STATUSES } from '../../shared/order-status.ts';
import { formatHash, parseServiceUrl } from '../../shared/service-url.ts';

describe('the hash', () => {
  test.each([
    [
      '/order',
      '#123456-789013',
      { view: 'order', token: '123456-789013', invoiceReference: null, step: 'choose' },
    ],
    [
      '/order',
      '#123456-789013/review',
      { view: 'order', token: '123456-789013', invoiceReference: null, step: 'review' },
    ],
    [
      '/success',
      '#123456-789013_1234567890',
      { view: 'success', token: '123456-789013', invoiceReference: '1234567890', step: 'choose' },
    ],
    ['/failure/', '#a_b_0012', { view: 'failure', token: 'a_b', invoiceReference: '0012', step: 'choose' }],
    ['/cancel', '#a_b', { view: 'cancel', token: 'a_b', invoiceReference: null, step: 'choose' }],
    ['/order', '#a/b/pay', { view: 'order', token: 'a/b', invoiceReference: null, step: 'pay' }],
    ['/order', '#_12', { view: 'order', token: '_12', invoiceReference: null, step: 'choose' }],
    ['/shop/order', '#t', { view: 'order', token: 't', invoiceReference: null, step: 'choose' }],
  ] as const)('%s%s', (path, hash, expected) => {
    expect(parseServiceUrl(path, hash)).toEqual(expected);
  });

  test.each(['#/success#T_12', '#/success/T_12'])('/app%s names its view in the hash', (hash) => {
    expect(parseServiceUrl('/app', hash)).toEqual({
      view: 'success',
      token: 'T',
      invoiceReference: '12',
      step: 'choose',
    });
  });

  test.each([
    ['/order', ''],
    ['/order', '#'],
    ['/order', '#/review'],
    ['/app', '#T'],
    ['/app', '#/elsewhere/T'],
    ['/elsewhere', '#T'],
  ])('%s%s names nothing', (path, hash) => {
    expect(parseServiceUrl(path, hash)).toBeNull();
  });

  test.each([
    ['/order', '#123-4_56/review'],
    ['/success', '#123-4_56'],
    ['/app', '#/order/123-4/pay'],
  ])('%s%s is written as it was read', (path, hash) => {
    const url = parseServiceUrl(path, hash);
    expect(url && formatHash(path, url)).toBe(hash);
  });
});

describe('money', () => {
  test.each([
    ['65.00', 'SEK', 6500],
    ['65', 'SEK', 6500],
    ['0.1', 'SEK', 10],
    ['-3.5', 'SEK', -350],
    ['93.31000', 'SEK', 9331],
    ['007', 'JPY', 7],
    ['1.234', 'KWD', 1234],
    ['-0.00', 'SEK', 0],
  ])('%s %s is %i', (text, currency, amountMinor) => {
    expect(parseAmount(text, currency)).toBe(amountMinor);
  });

  test.each([
    '',
    '.',
    '1.',
    '.5',
    '1,5',
    '1e3',
    '0x1',
    ' 1',
    '1 ',
    '+1',
    '--1',
    'NaN',
    '1.001',
    '99999999999999999',
  ])('%j is no amount of kronor', (text) => {
    expect(() => parseAmount(text, 'SEK')).toThrow(RangeError);
  });

  test.each([
    [0, 'SEK', '0.00'],
    [5, 'SEK', '0.05'],
    [-5, 'SEK', '-0.05'],
    [13000, 'SEK', '130.00'],
    [7, 'JPY', '7'],
    [1234, 'KWD', '1.234'],
  ])('%i %s is written %s, and read back', (amountMinor, currency, text) => {
    expect(formatAmount(amountMinor, currency)).toBe(text);
    expect(parseAmount(text, currency)).toBe(amountMinor);
  });

  test('people read it their way', () => {
    expect(moneyFormat('SEK', 'sv')(13050)).toBe('130,50\u00a0kr');
    expect(moneyFormat('JPY', 'en')(13050)).toBe('¥13,050');
  });
});

test.each(ORDER_STATUSES.flatMap((from) => ORDER_STATUSES.map((to) => [from, to] as const)))(
  '%s → %s moves forward or not at all',
  (from, to) => {
    const ways: Record<string, string[]> = {
      placing: ['payable', 'paid', 'canceled', 'failed', 'expired'],
      payable: ['paid', 'canceled', 'failed', 'expired'],
      canceled: ['paid'],
      failed: ['paid'],
      expired: ['paid'],
      paid: [],
    };
    expect(mayMove(from, to)).toBe(ways[from]?.includes(to));
  },
);
