// The service definition: what is right loads, what is wrong is told with its line.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { DefinitionError, loadDefinition, parseDefinition } from '../../server/service/load.ts';

const FERRY = readFileSync('server/service/examples/archipelago-ferry.yaml', 'utf8');
const IMAGES = 'server/service/examples/images';
const lineOf = (text: string, part: string) => text.slice(0, text.lastIndexOf(part)).split('\n').length;

test.each(['archipelago-ferry', 'city-parking', 'harbour-sauna'])('%s loads', async (name) => {
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
  ['a missing language', '{ en: Adult, sv: Vuxen,', '{ en: Adult,', 'items.0.name: has no text for sv'],
  [
    'a language of its own',
    '{ en: Adult, sv: Vuxen,',
    '{ en: Adult, sv: Vuxen, nb: Voksen,',
    'items.0.name.nb: is none of the languages',
  ],
  ['a SKU twice', 'sku: adult', 'sku: child', 'items.1.sku: stands twice'],
  [
    'an image that is not there',
    'image: child.svg',
    'image: nobody.svg',
    'items.1.image: images/nobody.svg cannot be read (ENOENT: no such file or directory',
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
    'a placeholder for nothing in a message',
    "sv: 'Färjebokning {bookingNumber}",
    "sv: 'Färjebokning {bookingNumber} {pier}",
    'messages.paid.sv: {pier} is neither a choice nor bookingNumber or amount',
  ],
  [
    'a message without the booking number',
    "fi: 'Lauttavaraus {bookingNumber}",
    "fi: 'Lauttavaraus",
    'messages.paid.fi: must contain {bookingNumber}',
  ],
  [
    'a message of a language of its own',
    "fi: 'Lauttavarauksesta",
    "nb: 'Lauttavarauksesta",
    'messages.refunded.nb: is none of the languages',
  ],
  [
    'a currency in words',
    'currency: SEK',
    'currency: kronor',
    'currency: must be an ISO 4217 code such as SEK',
  ],
  [
    'a colour in words',
    "accent: '#0b5d86'",
    'accent: blue',
    'theme.accent: must be a colour such as #0b5d86',
  ],
  [
    'an accent that cannot be read',
    "accent: '#0b5d86'",
    "accent: '#FFEE00'",
    "theme.accent: #ffee00 has 1.0:1 on the page's paper #f4f3ef, it needs 4.5:1",
  ],
  [
    'an accent that can just not be read',
    "accent: '#0b5d86'",
    "accent: '#6f6f6f'",
    "theme.accent: #6f6f6f has 4.4:1 on the page's accent-tint #f1f1f1, it needs 4.5:1",
  ],
  [
    'an accent that cannot be read in the dark',
    "accentDark: '#6cbde6'",
    "accentDark: '#0b5d86'",
    "theme.accentDark: #0b5d86 has 2.4:1 on the page's paper #10181e, it needs 4.5:1",
  ],
  [
    'a logo that is not there',
    'logo: ferry-logo.svg',
    'logo: nobody.svg',
    'theme.logo: images/nobody.svg cannot be read (ENOENT: no such file or directory',
  ],
  [
    'a thing that is neither sold out nor not',
    'image: bicycle.svg',
    'soldOut: true',
    'items.2.soldOut: must be yes or no',
  ],
])('%s is told with its line', async (_what, right, wrong, message) => {
  const text = FERRY.replace(right, wrong);
  const parsing = parseDefinition(text, 'ferry.yaml', IMAGES);
  await expect(parsing).rejects.toThrow(DefinitionError);
  await expect(parsing).rejects.toThrow(`ferry.yaml:${lineOf(text, wrong)} ${message}`);
});

test('what is sold out is said with yes', async () => {
  const text = FERRY.replace('image: child.svg', 'soldOut: yes').replace('image: bicycle.svg', 'soldOut: no');
  const { service } = await parseDefinition(text, 'f', IMAGES);
  expect(service.items.map(({ isSoldOut }) => isSoldOut)).toEqual([false, true, false]);
});

test.each([
  ['nothing', '', { accent: '#0b5d86', accentDark: '#6cbde6' }],
  ['an accent', "theme: { accent: '#6A3AA2' }", { accent: '#6a3aa2', accentDark: null }],
  ['one for the dark', "theme: { accentDark: '#f0f0f0' }", { accent: '#0b5d86', accentDark: '#f0f0f0' }],
])('a theme may say %s', async (_what, theme, expected) => {
  const text = FERRY.replace(/theme:\n( {2}.*\n)+/, `${theme}\n`);
  expect(await parseDefinition(text, 'f', IMAGES)).toMatchObject({
    theme: expected,
    service: { logo: null },
  });
});

test('who is texted nothing is asked for no texts', async () => {
  const text = FERRY.replace(/messages:\n( {2}.*\n)+/, '');
  expect(await parseDefinition(text, 'f', IMAGES)).toMatchObject({
    messages: { paid: null, refunded: null },
  });
});

test('one message may do for all languages, and its fault is told once', async () => {
  const one = (message: string) =>
    parseDefinition(
      FERRY.replace(/messages:\n( {2}.*\n)+/, `messages: { paid: '${message}' }\n`),
      'f',
      IMAGES,
    );
  expect((await one('{bookingNumber}')).messages.paid).toMatchObject({
    en: '{bookingNumber}',
    fi: '{bookingNumber}',
  });
  await expect(one('{bookingNumber} {pier}')).rejects.toThrow(/^f:\d+ messages\.paid: \{pier\}[^\n]*$/);
});

test('a footer without the booking number is refused: the customer could lose it', async () => {
  const text = FERRY.replaceAll('{bookingNumber}', 'number');
  await expect(parseDefinition(text, 'f', IMAGES)).rejects.toThrow(
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
])('%s is told at the start, not to the first customer', async (_what, pattern, message) => {
  const text = PARKING.replace(/pattern: .*/, () => pattern);
  await expect(parseDefinition(text, 'f', IMAGES)).rejects.toThrow(message);
});

const SAUNA = readFileSync('server/service/examples/harbour-sauna.yaml', 'utf8');

test('a card and a reservation are read', async () => {
  expect(await parseDefinition(SAUNA, 'f', IMAGES)).toMatchObject({
    loyalty: { name: { sv: 'Medlemsrabatt' }, percent: 15, pattern: '70\\d{6}' },
    reservation: { commit: 'by-desk', timeoutS: 10_800, rest: { sv: 'Ej använt' } },
  });
});

test('who says nothing of cards and reservations has none, and SEQR’s own time-out', async () => {
  expect(await parseDefinition(FERRY, 'f', IMAGES)).toMatchObject({ loyalty: null, reservation: null });
  const text = SAUNA.replace("  timeoutS: '10800'\n", '');
  expect(await parseDefinition(text, 'f', IMAGES)).toMatchObject({ reservation: { timeoutS: null } });
});

test.each([
  ['the largest discount', "percent: '15'", "percent: '99'", null],
  [
    'a discount of nothing',
    "percent: '15'",
    "percent: '0'",
    'loyalty.percent: must be a whole number from 1 to 99',
  ],
  [
    'a discount of everything',
    "percent: '15'",
    "percent: '100'",
    'loyalty.percent: must be a whole number from 1 to 99',
  ],
  [
    'half a percent',
    "percent: '15'",
    "percent: '1.5'",
    'loyalty.percent: must be a whole number from 1 to 99',
  ],
  [
    'an example that is no card',
    "example: '70001234'",
    "example: '7000123'",
    'loyalty.example: does not fit pattern',
  ],
  [
    'a pattern that is none',
    "pattern: '70\\d{6}'",
    "pattern: '70('",
    'loyalty.pattern: must be a regular expression',
  ],
  [
    'a discount without a word for it',
    '{ en: Member discount, sv: Medlemsrabatt,',
    '{ en: Member discount,',
    'loyalty.name: has no text for sv',
  ],
  [
    'nobody who takes the money',
    'commit: by-desk',
    'commit: later',
    'reservation.commit: must be at-once or by-desk',
  ],
  [
    'a reservation of a moment',
    "timeoutS: '10800'",
    "timeoutS: '59'",
    'reservation.timeoutS: must be a whole number from 60 to 86400',
  ],
  [
    'nothing to call what a clerk did not take',
    "reservation:\n  commit: by-desk\n  timeoutS: '10800'\n  rest: { en: Not used, sv: Ej använt, fi: Käyttämättä, de: Nicht genutzt }",
    'reservation: { commit: by-desk }',
    'reservation.rest: is missing: a clerk may take less',
  ],
  [
    'a reservation that no clerk takes',
    "  commit: by-desk\n  timeoutS: '10800'\n  rest: { en: Not used, sv: Ej använt, fi: Käyttämättä, de: Nicht genutzt }",
    '  commit: at-once',
    null,
  ],
  ['a reservation of a minute', "timeoutS: '10800'", "timeoutS: '60'", null],
])('%s is told with its line, or is fine', async (_what, right, wrong, message) => {
  const text = SAUNA.replace(right, () => wrong);
  const parsing = parseDefinition(text, 'f', IMAGES);
  if (message === null) await parsing;
  else await expect(parsing).rejects.toThrow(`f:${lineOf(text, wrong)} ${message}`);
});

test('a slip of the pen is told once, with its line', async () => {
  const text = FERRY.replace('choices:', 'choices: [');
  await expect(parseDefinition(text, 'f.yaml', IMAGES)).rejects.toThrow(/^f\.yaml:\d+ [^\n]+$/);
});

test('every fault is told, not the first one only', async () => {
  const text = FERRY.replace('limit: 4', 'limit: x').replace('currency: SEK', 'currency: x');
  await expect(parseDefinition(text, 'f', IMAGES)).rejects.toThrow(/^f:\d+ .*\nf:\d+ .*$/);
});

test('nobody’s Norway becomes false, and no jetty 01 a number', async () => {
  const text = FERRY.replace("value: '1'", 'value: 01').replace("value: '2'", 'value: no');
  const { service } = await parseDefinition(text, 'f', IMAGES);
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

/** A plain image of this size. */
const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#808080' } });

test.each([
  ['an item’s image of just enough', 'image: child.svg', 'new.png', [126, 126], null],
  [
    'an item’s image that would be blurred',
    'image: child.svg',
    'new.png',
    [400, 125],
    'items.1.image: new.png is 400×125 pixels, it needs at least 126×126',
  ],
  ['a logo of just enough', 'logo: ferry-logo.svg', 'new.webp', [30, 80], null],
  [
    'a logo that would be blurred',
    'logo: ferry-logo.svg',
    'new.webp',
    [400, 79],
    'theme.logo: new.webp is 400×79 pixels, it needs a height of at least 80',
  ],
] as const)('%s', async (_what, right, name, [width, height], message) => {
  const { folder, text } = withImage(right, name, await plain(width, height).toFormat('png').toBuffer());
  const parsing = parseDefinition(text, 'f', folder);
  if (message === null) await parsing;
  else await expect(parsing).rejects.toThrow(`f:${lineOf(text, name)} ${message}`);
});

test.each(['jpeg', 'png', 'webp', 'avif'] as const)('half of a %s file is refused', async (format) => {
  const whole = await plain(600, 600)
    .composite([{ input: `${IMAGES}/adult.svg`, density: 300 }])
    .toFormat(format)
    .toBuffer();
  const name = `new.${format}`;
  const { folder, text } = withImage('image: child.svg', name, whole.subarray(0, whole.length / 2));
  await expect(parseDefinition(text, 'f', folder)).rejects.toThrow(
    `f:${lineOf(text, name)} items.1.image: images/${name} cannot be read (`,
  );
});

test('a drawing that is no XML is refused', async () => {
  const { folder, text } = withImage('image: child.svg', 'new.svg', Buffer.from('<svg><g></svg>'));
  await expect(parseDefinition(text, 'f', folder)).rejects.toThrow(
    'items.1.image: images/new.svg cannot be read (',
  );
});

/** The ferry's definition with one other image, and the folder in which it lies. */
function withImage(right: string, name: string, content: Buffer) {
  const folder = mkdtempSync(join(tmpdir(), 'images-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const image of ['adult', 'child', 'bicycle', 'ferry-logo']) {
    writeFileSync(join(folder, `${image}.svg`), readFileSync(`${IMAGES}/${image}.svg`));
  }
  writeFileSync(join(folder, name), content);
  return { folder, text: FERRY.replace(right, right.replace(/: .*/, `: ${name}`)) };
}
