// The one thing that old web views must be given: ids.
import { expect, it } from 'vitest';
import { randomUuid } from '../../client/surroundings.ts';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it('makes version 4 UUIDs where crypto.randomUUID is missing', () => {
  const old = { getRandomValues: crypto.getRandomValues.bind(crypto) };
  const ids = Array.from({ length: 100 }, () => randomUuid(old));
  for (const id of ids) expect(id).toMatch(UUID_V4);
  expect(new Set(ids).size).toBe(100);
});

it('makes them of all zeros and all ones as well', () => {
  const filled = (value: number) =>
    ({ getRandomValues: (bytes: Uint8Array) => bytes.fill(value) }) as unknown as Crypto;
  expect(randomUuid(filled(0))).toBe('00000000-0000-4000-8000-000000000000');
  expect(randomUuid(filled(255))).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
});
