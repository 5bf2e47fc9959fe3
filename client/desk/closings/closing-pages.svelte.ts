// The closings of the shop, and one of them that is read anew until both books were compared.
import type { ClosingRow, ShownClosing } from '../../../shared/desk/closings.ts';
import { DeedForm } from '../deed-form.svelte.ts';
import type { Desk } from '../desk.svelte.ts';
import { Loaded } from '../loaded.svelte.ts';
import { Sending } from '../sending.svelte.ts';
import { abandoning, resolving } from './closing-deeds.ts';
import { CloseForm } from './close-form.svelte.ts';

/** SEQR needs some 3 s for a report: seqr-api, reconciliation. */
const LOOK_MS = 3_000;

const isMoving = ({ state }: ClosingRow) => state === 'marking' || state === 'marked';

export class ClosingsPage {
  readonly #desk: Desk;
  readonly list: Loaded<ClosingRow[]>;
  #form = $state.raw<CloseForm | null>(null);

  constructor(desk: Desk) {
    this.#desk = desk;
    this.list = new Loaded(async () => (await desk.api.closings()).closings);
  }

  get form(): CloseForm | null {
    return this.#form;
  }

  /** One whose answer was lost is gone on with: with a new key, a second period would be closed. */
  openForm() {
    this.#form = this.#desk.closeForm?.isFixed
      ? this.#desk.closeForm
      : new CloseForm(this.#desk.api, this.#desk.randomUuid());
    this.#desk.closeForm = this.#form;
  }

  closeForm() {
    this.#form = null;
    void this.list.load();
  }

  async close() {
    const made = await this.#form?.send();
    if (!made) return;
    this.#desk.closeForm = null;
    this.#form = null;
    this.#desk.router.go({ view: 'closing', id: made.id });
  }
}

export class ClosingPage {
  readonly #desk: Desk;
  readonly closing: Loaded<ShownClosing>;
  readonly fetching = new Sending();
  #heard = '';

  constructor(desk: Desk, id: string) {
    this.#desk = desk;
    this.closing = new Loaded(() => desk.api.closing(id));
  }

  /** @returns ends the looking */
  start(): () => void {
    const { clock } = this.#desk;
    let timer = 0;
    const look = async () => {
      const { value } = this.closing;
      if (value === null || isMoving(value)) await this.closing.load();
      this.#tell();
      if (timer !== -1) timer = clock.setTimeout(() => void look(), LOOK_MS);
    };
    void look();
    return () => {
      clock.clearTimeout(timer);
      timer = -1;
    };
  }

  /** Asks SEQR for the report once more. */
  async fetchReport() {
    const closing = this.closing.value;
    if (closing === null) return;
    const answer = await this.fetching.send(() => this.#desk.api.fetchReport(closing.id));
    if (answer !== null) await this.closing.load();
  }

  resolve(isFound: boolean) {
    const closing = this.closing.value;
    if (closing === null) return;
    const deed = isFound ? resolving : abandoning;
    this.#desk.deed = new DeedForm(
      deed(this.#desk.api, closing, () => Promise.all([this.closing.load(), this.#desk.tasks.load()])),
    );
  }

  /** Who waits for it hears when it has come. */
  #tell() {
    const closing = this.closing.value;
    if (closing === null) return;
    const isNews = this.#heard !== '' && this.#heard !== closing.state && closing.state === 'matched';
    this.#heard = closing.state;
    if (isNews) {
      this.#desk.announcer.say(
        closing.breakCount === 0 ? 'Both books agree.' : 'The report is there: the books do not agree.',
      );
    }
  }
}
