// The language that the page speaks: the one that came with it, until the customer, the order or the QR code asks for
// another, which is loaded then. Knows nothing of what is said.
import { isSpoken } from '../shared/languages.ts';
import type { Service } from '../shared/service.ts';
import { Words, type Spoken } from './messages/words.ts';
import type { Surroundings } from './surroundings.ts';

/** Nobody waits longer than this for a language: the page goes on in the one that it has. */
const PATIENCE_MS = 2_000;

type SpeechSurroundings = Pick<Surroundings, 'first' | 'loadMessages' | 'clock'>;

export class Speech {
  readonly #surroundings: SpeechSurroundings;
  #spoken: Spoken;
  #wanted: string;
  #words: Words;

  constructor(surroundings: SpeechSurroundings) {
    const { first } = surroundings;
    this.#surroundings = surroundings;
    this.#spoken = first;
    this.#wanted = first.language;
    this.#words = $state.raw(new Words(first));
  }

  get words(): Words {
    return this.#words;
  }

  /** Speaks of this service, in the first of these languages that both it and the page have.
   *  @returns when it does, or when that takes too long: what arrives after that is spoken then; false when the language
   *  cannot be had */
  async speak(service: Service, ...wanted: (string | undefined)[]): Promise<boolean> {
    const isOfBoth = (tag = '') => isSpoken(tag) && service.languages.includes(tag);
    const language = wanted.find(isOfBoth) ?? this.#spoken.language;
    this.#wanted = language;
    this.#words = new Words(this.#spoken, service);
    if (language === this.#spoken.language) return true;
    const { loadMessages, clock } = this.#surroundings;
    const loading = loadMessages(language).then(
      (messages) => {
        if (language === this.#wanted) {
          this.#spoken = { language, messages };
          this.#words = new Words(this.#spoken, service);
        }
        return true;
      },
      () => false,
    );
    let timer = 0;
    const patience = new Promise<boolean>((resolve) => {
      timer = clock.setTimeout(() => resolve(true), PATIENCE_MS);
    });
    const isHad = await Promise.race([loading, patience]);
    clock.clearTimeout(timer);
    return isHad;
  }
}
