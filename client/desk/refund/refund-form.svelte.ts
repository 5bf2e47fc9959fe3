// One refund as it is filled in, sent and answered. Its key is made once and goes with every try, so that however often it
// is sent, money is given back once.
import { linesPriceMinor } from '../../../shared/desk/line-price.ts';
import type { DeskOrder } from '../../../shared/desk/orders.ts';
import type { RefundDto, RefundRequest } from '../../../shared/desk/refunds.ts';
import { formatAmount } from '../../../shared/money.ts';
import type { DeskApi } from '../desk-api.ts';
import type { DeskProblem } from '../desk-problem.ts';
import { Sending } from '../sending.svelte.ts';
import { readSum } from './amount-text.ts';

export type RefundKind = 'whole' | 'lines' | 'sum';
/** The field that it is about: of a line, its sku. */
export interface Fault {
  field: 'sum' | 'reason' | 'lines' | `line ${string}`;
  text: string;
}
type Order = Pick<
  DeskOrder,
  'id' | 'bookingNumber' | 'currency' | 'lines' | 'refundableMinor' | 'payment' | 'refunds' | 'msisdnLast4'
>;

/** As the server wants it: see shared/desk/refunds.ts. */
const LEAST_REASON = 3;
const MOST_REASON = 500;
/** Signed out, no right to it, too many requests: said before anybody has looked at what was asked. */
const AT_THE_DOOR = [401, 403, 429];

export class RefundForm {
  readonly order: Order;
  readonly #api: Pick<DeskApi, 'refund'>;
  readonly #key: string;
  readonly #approvalAboveMinor: number | null;
  readonly sending = new Sending();
  kind = $state<RefundKind>('whole');
  sum = $state('');
  reason = $state('');
  /** What is typed for each line. */
  readonly quantities = $state<Record<string, string>>({});
  #wasTried = $state.raw(false);
  #outcome = $state.raw<RefundDto | null>(null);
  #isUnsure = $state.raw(false);

  constructor(
    order: Order,
    {
      api,
      key,
      approvalAboveMinor,
    }: { api: Pick<DeskApi, 'refund'>; key: string; approvalAboveMinor: number | null },
  ) {
    this.order = order;
    this.#api = api;
    this.#key = key;
    this.#approvalAboveMinor = approvalAboveMinor;
    for (const { sku } of order.lines) this.quantities[sku] = '0';
  }

  /** What SEQR, or the second person's rule, has made of it. */
  get outcome(): RefundDto | null {
    return this.#outcome;
  }
  /** True when money may have been given back and nobody knows: only the same may be sent again. */
  get isUnsure(): boolean {
    return this.#isUnsure;
  }
  /** Nothing may be changed now. */
  get isFixed(): boolean {
    return this.#isUnsure || this.sending.isUnderWay;
  }
  /** What it comes to; null while that cannot be said. */
  get amountMinor(): number | null {
    if (this.kind === 'whole') return this.order.refundableMinor;
    if (this.kind === 'sum') {
      const read = readSum(this.sum, this.order.currency, this.order.refundableMinor);
      return typeof read === 'number' ? read : null;
    }
    if (this.order.lines.some(({ sku, refundable }) => this.#countOf(sku, refundable) === null)) return null;
    if (this.#lines.length === 0) return null;
    const total = linesPriceMinor(this.order, this.#lines);
    return total > 0 && total <= this.order.refundableMinor ? total : null;
  }
  /** True when it will wait for a second person. */
  get needsApproval(): boolean {
    const above = this.#approvalAboveMinor;
    const before = (this.order.payment?.amountMinor ?? 0) - this.order.refundableMinor;
    return above !== null && this.amountMinor !== null && before + this.amountMinor > above;
  }
  /** What keeps it from being sent, once that was tried. */
  get faults(): Fault[] {
    return this.#wasTried ? this.#check() : [];
  }

  faultOf(field: Fault['field']): string | null {
    return this.faults.find((fault) => fault.field === field)?.text ?? null;
  }

  step(sku: string, by: number) {
    const most = this.order.lines.find((line) => line.sku === sku)?.refundable ?? 0;
    const now = this.#countOf(sku, most) ?? 0;
    this.quantities[sku] = String(Math.max(0, Math.min(most, now + by)));
  }

  /** @returns true when it was answered; sending again after a lost answer sends the same. */
  async send(): Promise<boolean> {
    this.#wasTried = true;
    if (this.#outcome !== null || this.#check().length > 0) return false;
    const request: RefundRequest = { key: this.#key, reason: this.reason.trim(), what: this.#what };
    const outcome = await this.sending.send(() => this.#api.refund(this.order.id, request));
    if (outcome !== null) this.#outcome = outcome;
    this.#isUnsure = outcome === null && this.#isUnsureAfter(this.sending.problem);
    return outcome !== null;
  }

  /** Who is only kept at the door has learnt nothing of what became of the try before. */
  #isUnsureAfter(problem: DeskProblem | null): boolean {
    if (problem === null) return this.#isUnsure;
    return problem.isUnclear || (this.#isUnsure && AT_THE_DOOR.includes(problem.status ?? 0));
  }

  get #what(): RefundRequest['what'] {
    if (this.kind === 'lines') return { kind: 'lines', lines: this.#lines };
    const { currency } = this.order;
    // All that is left is sent as the sum that was read and agreed to: what is left may have changed meanwhile.
    return { kind: 'sum', amount: formatAmount(this.amountMinor ?? 0, currency), currency };
  }

  get #lines(): { sku: string; quantity: number }[] {
    return this.order.lines
      .map(({ sku, refundable }) => ({ sku, quantity: this.#countOf(sku, refundable) ?? 0 }))
      .filter(({ quantity }) => quantity > 0);
  }

  /** @returns null for what is no number of it that can be given back */
  #countOf(sku: string, most: number): number | null {
    const text = this.quantities[sku]?.trim() ?? '';
    if (!/^\d{0,6}$/.test(text)) return null;
    return Number(text) <= most ? Number(text) : null;
  }

  #check(): Fault[] {
    return [...this.#checkWhat(), ...reasonFaults(this.reason)];
  }

  #checkWhat(): Fault[] {
    const { lines, currency, refundableMinor } = this.order;
    if (this.kind === 'sum') {
      const read = readSum(this.sum, currency, refundableMinor);
      return typeof read === 'string' ? [{ field: 'sum', text: read }] : [];
    }
    if (this.kind === 'whole') return [];
    const wrong = lines
      .filter(({ sku, refundable }) => this.#countOf(sku, refundable) === null)
      .map(({ sku, name, refundable }): Fault => {
        return { field: `line ${sku}`, text: `${name}: write a number from 0 to ${refundable}.` };
      });
    if (wrong.length > 0) return wrong;
    if (this.#lines.length === 0)
      return [{ field: 'lines', text: 'Choose at least one thing to give back.' }];
    if (this.amountMinor !== null) return [];
    return [{ field: 'lines', text: 'These cost more than what is left. Choose fewer, or give back a sum.' }];
  }
}

export function reasonFaults(reason: string): { field: 'reason'; text: string }[] {
  const { length } = reason.trim();
  if (length < LEAST_REASON) return [{ field: 'reason', text: 'Write why, in 3 letters or more.' }];
  if (length > MOST_REASON) return [{ field: 'reason', text: 'Write it shorter: at most 500 letters.' }];
  return [];
}
