// The service definition: what is right loads, what is wrong is told with its line.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DefinitionError, loadDefinition, parseDefinition } from '../../server/service/load.ts';

const FERRY = readFileSync('server/service/examples/archipelago-ferry.yaml', 'utf8');
const lineOf = (text: string, part: string) => text.slice(0, text.lastIndexOf(part)).split('\n').length;

test.each(['archipelago-ferry', 'city-parking'])('%s loads', async (name) => {
  const { service } = await loadDefinition(`server/service/examples/${name}.yaml`);
  expect(service.items.length).toBeGreaterThan(0);
});

test.each([
  [
    'a price finer than the currency',
    "price: '65.00'",
    "price: '65.001'",
    'items.0.price: "65.001" has more than 2 decimals of SEK',
  ],
  ['a price of nothing', "price: '65.00'", "price: '0.00'", 'items.0.price: must be more than 0'],
  ['a price in words', "price: '65.00'", 'price: dear', 'items.0.price: "dear" is not a decimal amount'],
  ['a misspelt key', 'maxUnits: 20', 'maxUnit: 20', 'maxUnit: is not known here'],
  ['a limit in words', 'limit: 4', 'limit: four', 'items.2.limit: must be a whole number from 1 to 10000'],
  ['a missing language', '{ en: Adult, sv: Vuxen }', '{ en: Adult }', 'items.0.name: has no text for sv'],
  [
    'a language of its own',
    '{ en: Adult, sv: Vuxen }',
    '{ en: Adult, sv: Vuxen, fi: A }',
    'items.0.name.fi: is none of the languages',
  ],
  ['a SKU twice', 'sku: adult', 'sku: child', 'items.1.sku: stands twice'],
  [
    'an image that is not there',
    'image: child.svg',
    'image: nobody.svg',
    'items.1.image: images/nobody.svg is not there',
  ],
  [
    'an image outside its folder',
    'image: child.svg',
    'image: ../secret.svg',
    'items.1.image: must be an image file beside this one',
  ],
  [
    'a placeholder for nothing',
    'tickets from {departure}',
    'tickets from {harbour}',
    'invoice.title: {harbour} is neither a choice nor bookingNumber',
  ],
  [
    'a currency in words',
    'currency: SEK',
    'currency: kronor',
    'currency: must be an ISO 4217 code such as SEK',
  ],
])('%s is told with its line', (_what, right, wrong, message) => {
  const text = FERRY.replace(right, wrong);
  const parse = () => parseDefinition(text, 'ferry.yaml', (image) => image !== 'nobody.svg');
  expect(parse).toThrow(DefinitionError);
  expect(parse).toThrow(`ferry.yaml:${lineOf(text, wrong)} ${message}`);
});

test('a footer without the booking number is refused: the customer could lose it', () => {
  const text = FERRY.replaceAll('{bookingNumber}', 'number');
  expect(() => parseDefinition(text, 'f', () => true)).toThrow(
    'invoice.footer: must contain {bookingNumber}',
  );
});

const PARKING = readFileSync('server/service/examples/city-parking.yaml', 'utf8');

test.each([
  ['a pattern that is none', "pattern: '[A-Z'", 'choices.1.pattern: must be a regular expression'],
  [
    'a pattern that only a lenient engine takes',
    "pattern: '[A-Z]{3}\\-[0-9]{3}'",
    'choices.1.pattern: must be a regular expression',
  ],
  [
    'an example that does not fit',
    "pattern: '[0-9]+'",
    'choices.1.example: does not fit pattern and maxLength',
  ],
])('%s is told at the start, not to the first customer', (_what, pattern, message) => {
  const text = PARKING.replace(/pattern: .*/, () => pattern);
  expect(() => parseDefinition(text, 'f', () => true)).toThrow(message);
});

test('a slip of the pen is told once, with its line', () => {
  const text = FERRY.replace('choices:', 'choices: [');
  expect(() => parseDefinition(text, 'f.yaml', () => true)).toThrow(/^f\.yaml:\d+ [^\n]+$/);
});

test('every fault is told, not the first one only', () => {
  const text = FERRY.replace('limit: 4', 'limit: x').replace('currency: SEK', 'currency: x');
  const faults = (() => {
    try {
      parseDefinition(text, 'f', () => true);
      return [];
    } catch (error) {
      return (error as Error).message.split('\n');
    }
  })();
  expect(faults).toHaveLength(2);
});

test('nobody’s Norway becomes false, and no jetty 01 a number', () => {
  const text = FERRY.replace("value: '1'", 'value: 01').replace("value: '2'", 'value: no');
  const { service } = parseDefinition(text, 'f', () => true);
  const [departure] = service.choices;
  expect(departure?.kind === 'options' && departure.options.map(({ value }) => value)).toEqual([
    '01',
    'no',
    '3',
    '7',
  ]);
});

test('a file that is not there is said', async () => {
  await expect(loadDefinition('nowhere.yaml')).rejects.toThrow('nowhere.yaml: cannot be read');
});
