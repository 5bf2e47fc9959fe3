// The language that the page speaks: who decides it, and that nobody is left without words.
import { describe, expect, it, vi } from 'vitest';
import { DICTIONARIES } from '../../client/messages/dictionaries.ts';
import type { Messages } from '../../client/messages/en.ts';
import { Speech } from '../../client/speech.svelte.ts';
import type { Language } from '../../shared/languages.ts';
import { ADULT, Backend, calm, HandClock, openPage, order, SERVICE, session, TOKEN } from './page-stage.ts';

const load = (language: string) => Promise.resolve(DICTIONARIES[language as Language]);
/** `clock` stands still: what is awaited here does not wait for time. */
function speechWith(loadMessages: (language: string) => Promise<Messages> = load, clock = new HandClock()) {
  return new Speech({ first: { language: 'en', messages: DICTIONARIES.en }, loadMessages, clock });
}
const serviceIn = (...languages: string[]) => ({ ...SERVICE, languages });
const ALL = serviceIn('en', 'sv', 'fi', 'de');

describe('the page speaks', () => {
  it.each([
    ['what it came in where nobody asks for anything', ALL, [], 'en'],
    ['the customer’s choice before all else', ALL, ['sv', 'fi', 'de'], 'sv'],
    ['the order’s language before the QR code’s', ALL, [undefined, 'fi', 'de'], 'fi'],
    ['the QR code’s, where there is neither', ALL, [undefined, undefined, 'de'], 'de'],
    [
      'none that the service has no texts in, but the next one',
      serviceIn('en', 'de'),
      ['sv', 'fi', 'de'],
      'de',
    ],
    ['none that it has no words in itself, but the next one', serviceIn('nb', 'sv'), ['nb', 'sv'], 'sv'],
    ['no language that only the QR code’s author knows', ALL, ['constructor', '__proto__', ''], 'en'],
  ] as const)('%s', async (_, service, wanted, language) => {
    const speech = speechWith();
    await speech.speak({ ...service, languages: [...service.languages] }, ...wanted);
    expect(speech.words.language).toBe(language);
    expect(speech.words.say('done')).toBe(DICTIONARIES[language].done);
  });

  it('of the service in its default language, where that has no text in ours', async () => {
    const speech = speechWith();
    await speech.speak(serviceIn('sv', 'fi'));
    expect(speech.words.text({ sv: 'timme', fi: 'tunti' })).toBe('timme');
  });

  it('on as it did where a language cannot be loaded, and tries anew when it is asked for again', async () => {
    const loadMessages = vi.fn(load).mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const speech = speechWith(loadMessages);
    expect(await speech.speak(ALL, 'de')).toBe(false);
    expect([speech.words.language, speech.words.say('done')]).toEqual(['en', 'Done']);
    expect(await speech.speak(ALL, 'de')).toBe(true);
    expect([speech.words.language, speech.words.say('done')]).toEqual(['de', 'Fertig']);
  });

  it('without loading what it has', async () => {
    const loadMessages = vi.fn(load);
    const speech = speechWith(loadMessages);
    await speech.speak(ALL, 'en');
    await speech.speak(ALL, 'de');
    await speech.speak(ALL, 'de');
    expect(loadMessages.mock.calls).toEqual([['de']]);
  });

  it('the last one that was asked for, whichever comes first', async () => {
    const { speech, arrive } = speechToLoad();
    const both = [speech.speak(ALL, 'fi'), speech.speak(ALL, 'de')];
    await arrive('de');
    await arrive('fi');
    await Promise.all(both);
    expect(speech.words.language).toBe('de');
  });

  it('on as it did while a language does not come, lets nobody wait, and changes once it is there', async () => {
    const { speech, clock, arrive } = speechToLoad();
    let isWaiting = true;
    void speech.speak(serviceIn('en', 'de'), 'de').then(() => (isWaiting = false));
    await clock.advance(1_000);
    expect(isWaiting).toBe(true);
    await clock.advance(2_000);
    expect([isWaiting, speech.words.language]).toEqual([false, 'en']);
    await arrive('de');
    expect(speech.words.language).toBe('de');
  });

  it('not what was asked for before the customer chose another, however late it comes', async () => {
    const { speech, clock, arrive } = speechToLoad();
    void speech.speak(ALL, 'fi');
    await clock.advance(3_000);
    await speech.speak(ALL, 'en');
    await arrive('fi');
    expect(speech.words.language).toBe('en');
  });

  /** A page whose languages arrive when the test says so. */
  function speechToLoad() {
    const answers: Partial<Record<string, () => void>> = {};
    const clock = new HandClock();
    const loadMessages = (language: string) =>
      new Promise<Messages>((resolve) => {
        answers[language] = () => resolve(DICTIONARIES[language as Language]);
      });
    const arrive = (language: Language) => {
      answers[language]?.();
      return calm();
    };
    return { speech: speechWith(loadMessages, clock), clock, arrive };
  }
});

describe('the customer’s choice', () => {
  const inGerman = () =>
    new Backend().answer('POST session', { body: session({ parameters: { lang: 'de' } }) });

  it('takes the place of the QR code’s', async () => {
    const { checkout } = await openPage(inGerman());
    expect(checkout.words.say('chooseTitle')).toBe(DICTIONARIES.de.chooseTitle);
    await checkout.speak('fi');
    expect(checkout.words.say('chooseTitle')).toBe(DICTIONARIES.fi.chooseTitle);
  });

  it('outlives a reload, also on a step that was made after it', async () => {
    const page = await openPage(inGerman());
    await page.checkout.speak('fi');
    const reloaded = await page.reload();
    expect(reloaded.checkout.words.language).toBe('fi');
    reloaded.checkout.composer.setQuantity(ADULT, 1);
    reloaded.checkout.composer.review();
    const reviewed = await reloaded.reload();
    expect([reviewed.checkout.step, reviewed.checkout.words.language]).toEqual(['review', 'fi']);
  });

  it('outlives a reload of a step that was there before it', async () => {
    const page = await openPage(inGerman());
    page.checkout.composer.setQuantity(ADULT, 1);
    page.checkout.composer.review();
    await page.checkout.speak('fi');
    page.checkout.composer.back();
    const { checkout } = await page.reload();
    expect([checkout.step, checkout.words.language]).toEqual(['choose', 'fi']);
  });

  it('is the last one, though one that was chosen before it does not arrive', async () => {
    const page = await openPage(inGerman());
    page.unavailable.push('sv');
    const first = page.checkout.speak('sv');
    await page.checkout.speak('fi');
    await page.clock.advance(3_000);
    await first;
    const { checkout } = await page.reload();
    expect(checkout.words.language).toBe('fi');
  });

  it('outlives a reload, the way back from there, and another one', async () => {
    const page = await openPage(inGerman());
    page.checkout.composer.setQuantity(ADULT, 1);
    page.checkout.composer.review();
    await page.checkout.speak('fi');
    const reloaded = await page.reload();
    reloaded.checkout.composer.back();
    const { checkout } = await reloaded.reload();
    expect([checkout.step, checkout.words.language]).toEqual(['choose', 'fi']);
  });

  it('goes with the page to another view', async () => {
    const failed = order({ status: 'failed', walletUrl: null, language: 'sv' });
    const backend = new Backend().answer('POST session', { body: session({ order: failed }) });
    const page = await openPage(backend, `/failure#${TOKEN}_9001`);
    expect(page.checkout.words.language).toBe('sv');
    await page.checkout.speak('fi');
    page.checkout.composer.tryAgain();
    const { checkout } = await page.reload();
    expect([checkout.view, checkout.words.language]).toEqual(['order', 'fi']);
  });

  it('is what the server is told, for the bill', async () => {
    const asked: (string | undefined)[] = [];
    const backend = inGerman().answer('PUT order', { body: order() });
    const { fetch } = backend;
    Object.assign(backend, {
      fetch: (input: string, init: RequestInit) => {
        if (init.method === 'PUT') asked.push((init.headers as Record<string, string>)['accept-language']);
        return fetch(input, init);
      },
    });
    const { checkout } = await openPage(backend);
    await checkout.speak('fi');
    checkout.composer.setQuantity(ADULT, 1);
    await checkout.pay();
    expect(asked).toEqual(['fi']);
  });
});
