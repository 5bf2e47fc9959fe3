// Closing a period as it is asked for: its key is made once and goes with every try.
import type { ClosingRow } from '../../../shared/desk/closings.ts';
import type { DeskApi } from '../desk-api.ts';
import { Sending } from '../sending.svelte.ts';

export class CloseForm {
  readonly #api: Pick<DeskApi, 'close'>;
  readonly #key: string;
  readonly sending = new Sending();
  /** Empty: the whole shop. */
  terminalId = $state('');

  constructor(api: Pick<DeskApi, 'close'>, key: string) {
    this.#api = api;
    this.#key = key;
  }

  /** Nothing may be changed: what was sent may have been done, and only the same may be sent again. */
  get isFixed(): boolean {
    return this.sending.isUnderWay || this.sending.isUnclear;
  }

  /** @returns null when it was not answered, or refused */
  send(): Promise<ClosingRow | null> {
    const terminalId = this.terminalId === '' ? null : this.terminalId;
    return this.sending.send(() => this.#api.close({ key: this.#key, terminalId }));
  }
}
