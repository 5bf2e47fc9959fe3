// The refunds that are being filled in. One whose answer was lost is kept for as long as the desk is open: whoever closes
// it and begins again gets the same one with the same key, or the money would be given back twice.
import type { DeskOrder } from '../../../shared/desk/orders.ts';
import type { DeskApi } from '../desk-api.ts';
import { RefundForm } from './refund-form.svelte.ts';

interface Surroundings {
  api: Pick<DeskApi, 'refund'>;
  randomUuid: () => string;
  approvalAboveMinor: () => number | null;
}

export class RefundForms {
  readonly #surroundings: Surroundings;
  readonly #last = new Map<string, RefundForm>();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  open(order: DeskOrder): RefundForm {
    const last = this.#last.get(order.id);
    if (last?.isFixed) return last;
    const { api, randomUuid, approvalAboveMinor } = this.#surroundings;
    const form = new RefundForm(order, { api, key: randomUuid(), approvalAboveMinor: approvalAboveMinor() });
    this.#last.set(order.id, form);
    return form;
  }
}
