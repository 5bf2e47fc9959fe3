// Which codes a service has.
import { expect, test } from 'vitest';
import { createNames, keyOf, namedCodes } from '../../server/codes/named-codes.ts';
import { loadDefinition, parseDefinition } from '../../server/service/load.ts';
import type { Definition } from '../../server/service/definition.ts';

const option = (value: string) => `{ value: '${value}', name: 'No ${value}' }`;

/** A ferry with as many values for each of these parameters. */
function ferry(counts: Record<string, number>): Promise<Definition> {
  const choices = Object.entries(counts).map(
    ([key, count]) =>
      `  - { key: ${key}, name: ${key}, parameter: ${key}, options: [${Array.from({ length: count }, (_, i) => option(`${key}${i}`)).join(', ')}] }`,
  );
  return parseDefinition(
    `
id: ferry
name: Ferry
theme: {}
currency: SEK
languages: [en]
bookingNumber: { prefix: F, length: 6 }
invoice: { title: Ferry, footer: '{bookingNumber}' }
maxUnits: 5
choices:
${choices.join('\n')}
  - { key: plate, name: Plate, parameter: plate, pattern: '[A-Z]+', example: ABC, maxLength: 8 }
items:
  - { sku: a, name: A, unit: a, price: '1.00', taxRate: 6, limit: 5 }
`,
    'ferry.yaml',
    'nowhere',
  );
}

test('one for each value, in the language asked for, and the plain one last', async () => {
  const definition = await loadDefinition('server/service/examples/city-parking.yaml');
  expect(namedCodes(definition, 'PARK', 'sv')).toEqual([
    {
      key: 'zone-A',
      caption: 'Zon A, centrum',
      parameters: { zone: 'A' },
      url: 'HTTP://SEQR.SE/000/PARK?zone=A',
    },
    {
      key: 'zone-B',
      caption: 'Zon B, innerstad',
      parameters: { zone: 'B' },
      url: 'HTTP://SEQR.SE/000/PARK?zone=B',
    },
    {
      key: 'zone-C',
      caption: 'Zon C, hamn',
      parameters: { zone: 'C' },
      url: 'HTTP://SEQR.SE/000/PARK?zone=C',
    },
    { key: 'plain', caption: 'Stadens parkering', parameters: {}, url: 'HTTP://SEQR.SE/000/PARK' },
  ]);
  expect(namedCodes(definition, 'PARK')[0]?.caption).toBe('Vyöhyke A, keskusta');
});

test('several parameters: their combinations, and each alone', async () => {
  const codes = namedCodes(await ferry({ j: 2, t: 1 }), 'F');
  expect(codes.map(({ key, caption }) => [key, caption])).toEqual([
    ['j-j0_t-t0', 'No j0, No t0'],
    ['j-j0', 'No j0'],
    ['j-j1_t-t0', 'No j1, No t0'],
    ['j-j1', 'No j1'],
    ['t-t0', 'No t0'],
    ['plain', 'Ferry'],
  ]);
});

test('too many combinations are left to a list: each value stands alone', async () => {
  expect(namedCodes(await ferry({ j: 19, t: 9 }), 'F')).toHaveLength(200);
  const codes = namedCodes(await ferry({ j: 20, t: 9 }), 'F');
  expect(codes).toHaveLength(30);
  expect(codes.every(({ parameters }) => Object.keys(parameters).length < 2)).toBe(true);
});

test('keys are file names, and no two are the same to any file system', () => {
  expect(keyOf({ jetty: 'Å/7 ..' })).toBe('jetty-.7.');
  const name = createNames();
  expect(['a', 'A', 'a-2', 'a', 'b', 'A'].map(name)).toEqual(['a', 'A-2', 'a-2-2', 'a-3', 'b', 'A-4']);
});
