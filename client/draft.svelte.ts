// The basket as the customer composes it: what is picked, what it will cost, what is still missing. The server alone
// prices an order; the sums here are what the customer is shown before that.
import type { OrderDto, PutOrder, SessionDto } from '../shared/api.ts';
import { isLive } from '../shared/order-status.ts';
import {
  isValidChoice,
  unitPrice,
  type Choice,
  type Choices,
  type Item,
  type Service,
} from '../shared/service.ts';

/** A draft as a history entry carries it. */
export interface SavedDraft {
  id: string;
  /** The order that the customer has moved on from to begin this one; empty for the first one of a visit. */
  after: string;
  revision: number;
  isSent: boolean;
  quantities: Record<string, number>;
  choices: Choices;
}

export interface DraftLine {
  sku: string;
  quantity: number;
  totalMinor: number;
}

/** What keeps the basket from being ordered. */
export type Fault = { kind: 'empty' } | { kind: 'choice-missing' | 'choice-invalid'; choice: Choice };

export class Draft {
  readonly id: string;
  readonly #after: string;
  readonly #service: Service;
  #revision: number;
  #isSent: boolean;
  #quantities = $state.raw<Readonly<Record<string, number>>>({});
  #choices = $state.raw<Readonly<Choices>>({});

  private constructor(service: Service, { id, after, revision, isSent, quantities, choices }: SavedDraft) {
    this.#service = service;
    this.id = id;
    this.#after = after;
    this.#revision = revision;
    this.#isSent = isSent;
    const [sold, asked]: [Record<string, number>, Choices] = [{}, {}];
    for (const { sku, limit } of service.items) sold[sku] = Math.min(quantities[sku] ?? 0, limit);
    for (const choice of service.choices) {
      asked[choice.key] = choices[choice.key] ?? choice.preset ?? '';
    }
    this.#quantities = sold;
    this.#choices = asked;
  }

  /** An empty basket with what the QR code and the definition preset. */
  static empty(service: Service, id: string, after = ''): Draft {
    return new Draft(service, { id, after, revision: 1, isSent: false, quantities: {}, choices: {} });
  }

  /** The draft to go on with: what the history entry kept, where that is newer than what the server has, or begun after
   *  it; else the order's own basket. An older entry must not lead back into what was to be paid then. */
  static restore({ service, order }: SessionDto, saved: SavedDraft | null, newId: () => string): Draft {
    if (order === null) return saved ? new Draft(service, saved) : Draft.empty(service, newId());
    if (saved === null) return Draft.fromOrder(service, order);
    const isNewer = saved.revision > (order.pending ?? order).revision;
    const isBegunAfter = saved.after === order.id && !isLive(order.status);
    const isUsable = saved.id === order.id ? isNewer : isBegunAfter;
    return isUsable ? new Draft(service, saved) : Draft.fromOrder(service, order);
  }

  /** The order's own basket; while SEQR has not confirmed a change, the changed one, to be sent once more as it is. */
  static fromOrder(service: Service, order: OrderDto): Draft {
    const quantities: Record<string, number> = {};
    const { revision, choices, lines } = order.pending ?? order;
    for (const { sku, quantity } of lines) quantities[sku] = quantity;
    return new Draft(service, { id: order.id, after: '', revision, isSent: true, quantities, choices });
  }

  /** The same basket as a new order. */
  again(id: string): Draft {
    return new Draft(this.#service, { ...this.saved, id, after: this.id, revision: 1, isSent: false });
  }

  /** True when the order, or its change, is for just this basket, by its content and not by what it is called: the same
   *  order may be changed in two places. */
  isOf(order: OrderDto | null): boolean {
    const content = ({ saved: { revision, quantities, choices } }: Draft) =>
      JSON.stringify([revision, quantities, choices]);
    return order?.id === this.id && content(this) === content(Draft.fromOrder(this.#service, order));
  }

  get revision(): number {
    return this.#revision;
  }

  get choices(): Readonly<Choices> {
    return this.#choices;
  }

  quantity(sku: string): number {
    return this.#quantities[sku] ?? 0;
  }

  /** In minor units; null while the choice that it hangs on is open. */
  unitPrice({ price }: Item): number | null {
    return unitPrice(price, this.#choices);
  }

  /** The most that the item's quantity may be, with what else is in the basket. */
  most({ sku, limit }: Item): number {
    return Math.min(limit, this.#service.maxUnits - (this.units - this.quantity(sku)));
  }

  get units(): number {
    return this.#service.items.reduce((sum, { sku }) => sum + this.quantity(sku), 0);
  }

  get lines(): DraftLine[] {
    return this.#service.items
      .filter(({ sku }) => this.quantity(sku) > 0)
      .map((item) => {
        const quantity = this.quantity(item.sku);
        return { sku: item.sku, quantity, totalMinor: (this.unitPrice(item) ?? 0) * quantity };
      });
  }

  get totalMinor(): number {
    return this.lines.reduce((sum, line) => sum + line.totalMinor, 0);
  }

  get fault(): Fault | null {
    for (const choice of this.#service.choices) {
      const value = this.#choices[choice.key] ?? '';
      if (value === '') return { kind: 'choice-missing', choice };
      if (!isValidChoice(choice, value)) return { kind: 'choice-invalid', choice };
    }
    return this.units === 0 ? { kind: 'empty' } : null;
  }

  setQuantity(item: Item, quantity: number) {
    const allowed = Math.max(0, Math.min(quantity, this.most(item)));
    this.#quantities = { ...this.#quantities, [item.sku]: allowed };
    this.#touch();
  }

  setChoice(key: string, value: string) {
    this.#choices = { ...this.#choices, [key]: value };
    this.#touch();
  }

  /** To be called when the basket is sent: from then on a change is a new revision, whether or not an answer came. */
  toPut(): PutOrder {
    this.#isSent = true;
    return {
      revision: this.#revision,
      lines: this.lines.map(({ sku, quantity }) => ({ sku, quantity })),
      choices: { ...this.#choices },
    };
  }

  get saved(): SavedDraft {
    return {
      id: this.id,
      after: this.#after,
      revision: this.#revision,
      isSent: this.#isSent,
      quantities: { ...this.#quantities },
      choices: { ...this.#choices },
    };
  }

  #touch() {
    if (this.#isSent) this.#revision += 1;
    this.#isSent = false;
  }
}
