// What is said aloud to who does not see the screen, and is no part of it.
export class Announcer {
  #text = $state.raw('');

  get text(): string {
    return this.#text;
  }

  say(text: string) {
    // The same words twice are a change only if something differs.
    this.#text = text === this.#text ? `${text}\u00a0` : text;
  }
}
