// Something that an operator does to what is there already, with a reason that goes into the log.
import type { RefundDto } from '../../shared/desk/refunds.ts';
import { reasonFaults } from './refund/refund-form.svelte.ts';
import { Sending } from './sending.svelte.ts';

export interface Deed {
  title: string;
  /** What it means, before it is done. */
  lead: string;
  /** On the button. */
  confirm: string;
  /** Said when it is done. */
  done: string;
  isGrave?: boolean;
  /** One more field beside the reason. @returns what is wrong with the text, or null */
  field?: { label: string; hint: string; check: (text: string) => string | null };
  send: (reason: string, text: string) => Promise<unknown>;
  /** What became of the refund, where that is more than done: to be shown before the dialog goes. */
  outcome?: () => RefundDto | null;
  /** Brings what is shown up to date, before the dialog goes. */
  after: () => Promise<unknown>;
}

export class DeedForm {
  readonly deed: Deed;
  readonly sending = new Sending();
  reason = $state('');
  text = $state('');
  #wasTried = $state.raw(false);
  #outcome = $state.raw<RefundDto | null>(null);

  constructor(deed: Deed) {
    this.deed = deed;
  }

  get outcome(): RefundDto | null {
    return this.#outcome;
  }
  get reasonFault(): string | null {
    return this.#wasTried ? (reasonFaults(this.reason)[0]?.text ?? null) : null;
  }
  get textFault(): string | null {
    return this.#wasTried ? this.#checkText() : null;
  }

  /** @returns true when it is done */
  async send(): Promise<boolean> {
    this.#wasTried = true;
    if (reasonFaults(this.reason).length > 0 || this.#checkText() !== null) return false;
    const answer = await this.sending.send(async () => {
      await this.deed.send(this.reason.trim(), this.text.trim());
      return true;
    });
    // Whatever is not known has an answer in what is shown behind it.
    if (answer !== null || this.sending.isUnclear) await this.deed.after();
    if (answer !== null) this.#outcome = this.deed.outcome?.() ?? null;
    return answer ?? false;
  }

  #checkText(): string | null {
    return this.deed.field?.check(this.text.trim()) ?? null;
  }
}
