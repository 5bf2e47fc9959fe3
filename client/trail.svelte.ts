// Where the page is: view and step by the hash, and the history entries that it has made itself. An entry also carries
// the basket, since nothing may be stored; knows nothing of what the basket means.
import {
  STEPS,
  formatHash,
  parseServiceUrl,
  type ServiceUrl,
  type Step,
  type View,
} from '../shared/service-url.ts';
import type { SavedDraft } from './draft.svelte.ts';
import type { PageWindow } from './surroundings.ts';

/** What a history entry of ours carries. */
interface Entry {
  /** The steps of the entries right below this one, as far as they are ours. */
  below: Step[];
  draft: SavedDraft | null;
  /** The one that the customer chose. */
  language: string | undefined;
}

export class Trail {
  readonly #window: Pick<PageWindow, 'location' | 'history'>;
  #address = $state.raw<ServiceUrl | null>(null);
  #language: string | undefined;
  /** Where the browser was asked to go back to. It takes its time: a second tap would go back once more. */
  #goingTo: Step | null = null;

  constructor(window: Pick<PageWindow, 'location' | 'history'>) {
    this.#window = window;
  }

  /** As it was when it was last looked at. */
  get address(): ServiceUrl | null {
    return this.#address;
  }

  get view(): View {
    return this.#address?.view ?? 'order';
  }
  get step(): Step {
    return this.#address?.step ?? 'choose';
  }

  /** To be called whenever the page may have moved, by us, the browser, or the app with a new hash.
   *  @returns what is another one now */
  look(): 'visit' | 'step' | 'nothing' {
    const before = this.#address;
    const now = this.#here;
    this.#address = now;
    this.#goingTo = null;
    this.#language ??= this.#entry.language;
    if (before?.token !== now?.token || before?.invoiceReference !== now?.invoiceReference) return 'visit';
    return before?.view !== now?.view || before?.step !== now?.step ? 'step' : 'nothing';
  }

  get savedDraft(): SavedDraft | null {
    return this.#entry.draft;
  }

  get language(): string | undefined {
    return this.#language;
  }

  /** Keeps the customer's choice, for a reload of this entry and of every other one that is come to. */
  keepLanguage(language: string) {
    this.#language = language;
    this.#replace({ ...this.#entry, language });
  }

  /** Keeps the basket with the current entry, for a reload. */
  save(draft: SavedDraft) {
    this.#replace({ ...this.#entry, draft, language: this.language });
  }

  /** Moves to a step of the same view: back to its entry if there is one below, so that the page's button and the
   *  browser's do the same; forward by a new entry; else in place. */
  goTo(step: Step, draft: SavedDraft) {
    const address = this.#here;
    if (address === null || address.step === step || this.#goingTo === step) return;
    const { below } = this.#entry;
    const { language } = this;
    const distance = below.length - below.lastIndexOf(step);
    if (below.includes(step)) {
      this.#goingTo = step;
      return this.#window.history.go(-distance);
    }
    if (STEPS.indexOf(step) > STEPS.indexOf(address.step)) {
      return this.#push({ below: [...below, address.step], draft, language }, { ...address, step });
    }
    this.#replace({ below, draft, language }, { ...address, step });
  }

  /** Puts the step that is to be shown in the place of one that cannot be. */
  replaceStep(step: Step, draft: SavedDraft) {
    const address = this.#here;
    if (address) this.#replace({ ...this.#entry, draft }, { ...address, step });
  }

  /** Moves to another view; the document stays, since all four are the same one. */
  goToView(view: View, step: Step, draft: SavedDraft) {
    const address = this.#here;
    if (address === null) return;
    if (address.view === view) return this.goTo(step, draft);
    this.#push(
      { below: [], draft, language: this.language },
      { view, token: address.token, invoiceReference: null, step },
    );
  }

  get #here(): ServiceUrl | null {
    const { pathname, hash } = this.#window.location;
    return parseServiceUrl(pathname, hash);
  }

  get #entry(): Entry {
    const state = this.#window.history.state as Partial<Entry> | null;
    return { below: state?.below ?? [], draft: state?.draft ?? null, language: state?.language };
  }

  #push(entry: Entry, address: ServiceUrl) {
    this.#window.history.pushState(entry, '', this.#url(address));
    this.look();
  }

  #replace(entry: Entry, address?: ServiceUrl) {
    try {
      this.#window.history.replaceState(entry, '', address && this.#url(address));
    } catch {
      // Safari allows 100 calls in 30 s: a basket that is not kept for a reload is no reason to stop.
    }
    if (address) this.look();
  }

  /** Where the host has registered that view. */
  pathOf(view: View): string {
    const path = this.#window.location.pathname;
    const isSingle = /\/app\/?$/.test(path);
    return isSingle ? path : path.replace(/[a-z]+\/?$/, view);
  }

  #url(address: ServiceUrl): string {
    return this.pathOf(address.view) + formatHash(this.#window.location.pathname, address);
  }
}
