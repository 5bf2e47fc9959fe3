// The dictionaries: that every language says everything, and which one is spoken.
import { describe, expect, it } from 'vitest';
import { en } from '../../client/messages/en.ts';
import { DICTIONARIES, pickLanguage, Words } from '../../client/messages/words.ts';
import { noticeOf, troubleOf } from '../../client/notices.ts';
import { PROBLEMS, type ProblemCode } from '../../shared/problem.ts';

const placeholders = (message: unknown) => (JSON.stringify(message).match(/\{\w+\}/g) ?? []).sort();

describe.each(Object.entries(DICTIONARIES))('%s', (_, messages) => {
  it('has a text for every message, with the same things to fill in', () => {
    expect(Object.keys(messages ?? {}).sort()).toEqual(Object.keys(en).sort());
    for (const [key, message] of Object.entries(messages ?? {})) {
      expect(placeholders(message), key).toEqual(placeholders(en[key as keyof typeof en]));
      expect(JSON.stringify(message), key).not.toMatch(/""|^\s|\s$/);
    }
  });
});

it.each([
  ['en', /nothing was paid|not paid|not been paid/i, /if you have paid, your payment is safe/i],
  ['sv', /inget har betalats|inte betal[dt]/i, /har du betalat är din betalning trygg/i],
  ['fi', /mitään ei maksettu|ei (ole )?(vielä )?maksettu/i, /jos olet maksanut, maksusi on tallessa/i],
])('in %s the page never claims that nothing was paid, which it cannot know', (language, claim, comfort) => {
  const messages = DICTIONARIES[language] as Record<string, unknown>;
  for (const [key, message] of Object.entries(messages)) {
    expect(JSON.stringify(message), key).not.toMatch(claim);
  }
  for (const key of ['noticeSeqr', 'expiredVisitText', 'confirmingSlow', 'offlineText', 'troubleText']) {
    expect(messages[key], key).toMatch(comfort);
  }
});

describe('words', () => {
  it('fill in what a message leaves open', () => {
    expect(new Words('en').say('pay', { amount: 'SEK 130' })).toBe('Pay SEK 130');
  });

  it('write money as people of the language read it', () => {
    const words = new Words('sv');
    expect(words.money({ amountMinor: 13000, currency: 'SEK' }).replace(/\s/g, ' ')).toBe('130,00 kr');
  });

  it('choose the form that the number asks for', () => {
    expect(new Words('sv').count('atMost', 10)).toBe('Högst 10 i en beställning');
    expect(new Words('fi').count('atMost', 1)).toBe('Enintään 1 yhdessä tilauksessa');
  });

  it('take the service’s default language for a text that is not there in ours', () => {
    expect(new Words('sv', { languages: ['fi', 'en'] }).text({ fi: 'tunti', en: 'hour' })).toBe('tunti');
  });

  it('have something to say for every problem that the server can answer with', () => {
    for (const code of Object.keys(PROBLEMS) as ProblemCode[]) {
      expect(en[noticeOf(code)], code).toBeTruthy();
      expect(en[troubleOf(code).title], code).toBeTruthy();
    }
  });
});

describe('the language', () => {
  const service = { languages: ['en', 'sv'] };
  it.each([
    ['the QR code’s', { wanted: 'sv', preferred: ['en'], service }, 'sv'],
    ['the first of the customer’s that we speak', { preferred: ['de', 'sv-FI', 'en'], service }, 'sv'],
    ['Finnish for a Finn', { preferred: ['fi-FI'], service: { languages: ['fi', 'sv', 'en'] } }, 'fi'],
    [
      'not one that the service has no texts in',
      { wanted: 'sv', preferred: [], service: { languages: ['en'] } },
      'en',
    ],
    ['the service’s, else', { preferred: ['de'], service: { languages: ['nb', 'sv'] } }, 'sv'],
    ['English where all else fails', { preferred: ['de'], service: { languages: ['nb'] } }, 'en'],
    ['never a name that is no language', { wanted: 'constructor', preferred: ['__proto__'] }, 'en'],
  ])('is %s', (_, question, language) => {
    expect(pickLanguage(question)).toBe(language);
  });
});
