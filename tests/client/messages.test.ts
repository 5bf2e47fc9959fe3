// The dictionaries: that every language says everything, what none of them may claim, and how words are filled in.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultsOf, messageFiles } from '../../client/build/messages.ts';
import { DICTIONARIES } from '../../client/messages/dictionaries.ts';
import { en } from '../../client/messages/en.ts';
import { Words } from '../../client/messages/words.ts';
import { noticeOf } from '../../client/notices.ts';
import { LANGUAGES, type Language } from '../../shared/languages.ts';
import { PROBLEMS, type ProblemCode } from '../../shared/problem.ts';

const SPOKEN = Object.keys(LANGUAGES) as Language[];
const wordsIn = (language: Language, service?: ConstructorParameters<typeof Words>[1]) =>
  new Words({ language, messages: DICTIONARIES[language] }, service);

describe('the dictionaries', () => {
  it('are complete', () => {
    expect(faultsOf(DICTIONARIES)).toEqual([]);
  });

  it('are one for each language that the page speaks', () => {
    expect(Object.keys(DICTIONARIES).sort()).toEqual([...SPOKEN].sort());
  });

  it.each(SPOKEN)('hold no empty or untrimmed text in %s', (language) => {
    for (const [key, message] of Object.entries(DICTIONARIES[language])) {
      for (const text of typeof message === 'string' ? [message] : Object.values(message)) {
        expect(text, key).toMatch(/^\S(.*\S)?$/);
      }
    }
  });
});

describe('a dictionary with a fault', () => {
  const english = {
    pay: 'Pay {amount}',
    paid: 'Paid',
    atMost: { one: '{count} item', other: '{count} items' },
  };
  const good = { pay: '{amount} zahlen', paid: 'Bezahlt', atMost: { other: '{count} Stück' } };

  it.each([
    ['none', good, []],
    ['a missing message', { ...good, paid: undefined }, ['  de.paid is missing']],
    ['an empty message', { ...good, paid: '' }, ['  de.paid is missing']],
    ['one that English does not know', { ...good, payed: 'x' }, ['  de.payed is not known in English']],
    ['nothing to fill in', { ...good, pay: 'Zahlen' }, ['  de.pay must hold {amount}']],
    ['another thing to fill in', { ...good, pay: '{sum} zahlen' }, ['  de.pay must hold {amount}']],
    ['something to fill in too many', { ...good, paid: 'Bezahlt: {sum}' }, ['  de.paid must hold no {name}']],
    [
      'a plural with nothing to fill in',
      { ...good, atMost: { one: 'Stück', other: 'Stück' } },
      ['  de.atMost must hold {count}'],
    ],
  ])('is found: %s', (_, german, faults) => {
    const dictionaries = { en: english, de: german } as unknown as Parameters<typeof faultsOf>[0];
    expect(faultsOf(dictionaries)).toEqual(faults);
  });

  it('fails the build, and a complete one is written for each language', async () => {
    expect(await build({ en: { paid: 'Paid' }, de: { paid: 'Bezahlt' } })).toEqual([
      { type: 'asset', fileName: 'messages/en.json', source: '{"paid":"Paid"}' },
      { type: 'asset', fileName: 'messages/de.json', source: '{"paid":"Bezahlt"}' },
    ]);
    await expect(build({ en: { paid: 'Paid' }, de: {} })).rejects.toThrow('de.paid is missing');
  });

  /** The build's own step, with these dictionaries in the place of ours. */
  async function build(dictionaries: Record<string, Record<string, string>>) {
    const folder = await mkdtemp(join(tmpdir(), 'seqr-messages-'));
    const path = join(folder, 'dictionaries.mjs');
    await writeFile(path, `export const DICTIONARIES = ${JSON.stringify(dictionaries)};`);
    const emitted: unknown[] = [];
    const { generateBundle } = messageFiles(path) as unknown as { generateBundle: () => Promise<void> };
    try {
      await generateBundle.call({ emitFile: (file: unknown) => emitted.push(file) });
    } finally {
      await rm(folder, { recursive: true });
    }
    return emitted;
  }
});

/** By language: what the page must not claim while it cannot know, and what it says instead. */
const CLAIMS: Record<Language, [claim: RegExp, comfort: RegExp]> = {
  en: [/nothing was paid|not paid|not been paid/i, /if you have paid, your payment is safe/i],
  sv: [/inget har betalats|inte betal[dt]/i, /har du betalat är din betalning trygg/i],
  fi: [/mitään ei maksettu|ei (ole )?(vielä )?maksettu/i, /jos olet maksanut, maksusi on tallessa/i],
  de: [
    /nichts (wurde )?(be|ge)zahlt|nicht (be|ge)zahlt/i,
    /falls sie bezahlt haben, ist ihre zahlung sicher/i,
  ],
};

describe.each(SPOKEN)('in %s the page', (language) => {
  const messages: Record<string, unknown> = DICTIONARIES[language];
  const [claim, comfort] = CLAIMS[language];

  it('never claims that nothing was paid, which it cannot know', () => {
    for (const [key, message] of Object.entries(messages)) {
      expect(JSON.stringify(message), key).not.toMatch(claim);
    }
  });

  it.each(['slowText', 'confirmingSlow', 'noticeSeqr', 'expiredVisitText', 'offlineText', 'troubleText'])(
    'comforts who may have paid with %s',
    (key) => {
      expect(messages[key]).toMatch(comfort);
    },
  );
});

describe('words', () => {
  it('fill in what a message leaves open', () => {
    expect(wordsIn('en').say('pay', { amount: 'SEK 130' })).toBe('Pay SEK 130');
    expect(wordsIn('de').say('pay', { amount: '130 kr' })).toBe('130 kr bezahlen');
  });

  it.each([
    ['en', 'SEK 1,300.00'],
    ['sv', '1 300,00 kr'],
    ['fi', '1 300,00 SEK'],
    ['de', '1.300,00 SEK'],
  ] as const)('write money as people read it in %s', (language, text) => {
    const money = wordsIn(language).money({ amountMinor: 130_000, currency: 'SEK' });
    expect(money.replace(/\s/g, ' ')).toBe(text);
  });

  it.each([
    ['en', 1, 'At most 1 in one order'],
    ['sv', 10, 'Högst 10 i en beställning'],
    ['fi', 1, 'Enintään 1 yhdessä tilauksessa'],
    ['de', 1_000, 'Höchstens 1.000 je Bestellung'],
  ] as const)('write a number as people read it in %s', (language, count, text) => {
    expect(wordsIn(language).count('atMost', count)).toBe(text);
  });

  it.each([
    [1, '1 kus'],
    [3, '3 kusy'],
    [5, '5 kusů'],
  ])('choose the form that the language’s rules ask for with %i', (count, text) => {
    const atMost = { one: '{count} kus', few: '{count} kusy', other: '{count} kusů' };
    const czech = new Words({ language: 'cs', messages: { ...en, atMost } });
    expect(czech.count('atMost', count)).toBe(text);
  });

  it('take the service’s default language for a text that is not there in ours', () => {
    expect(wordsIn('sv', { languages: ['fi', 'en'] }).text({ fi: 'tunti', en: 'hour' })).toBe('tunti');
  });

  it('have something to say for every problem that the server can answer with', () => {
    for (const code of Object.keys(PROBLEMS) as ProblemCode[]) expect(en[noticeOf(code)], code).toBeTruthy();
  });
});
