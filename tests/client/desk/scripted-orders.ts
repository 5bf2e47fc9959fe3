// The orders of a backend in memory, and what becomes of them. A refund's key makes it once, as in the service.
import type { DeskOrder } from '../../../shared/desk/orders.ts';
import type { RefundDto, RefundRequest } from '../../../shared/desk/refunds.ts';
import { parseAmount } from '../../../shared/money.ts';
import * as given from './fixtures.ts';
import { ORDERS } from './many-orders.ts';

export interface Reply {
  status: number;
  body: unknown;
}

export const ok = (body: unknown, status = 200): Reply => ({ status, body });
export const problem = (status: number, code: string, title = code, detail?: string): Reply => ({
  status,
  body: {
    type: 'about:blank',
    title,
    status,
    code,
    canRetry: false,
    ...(detail === undefined ? {} : { detail }),
  },
});
const PAGE = 50;

export class ScriptedOrders {
  orders: DeskOrder[] = structuredClone(ORDERS);
  nextRefund: Partial<RefundDto> = {};
  readonly #refunds = new Map<string, RefundDto>();

  list(search: URLSearchParams) {
    const q = (search.get('q') ?? '').toUpperCase();
    const found = this.orders.filter(
      ({ bookingNumber, msisdnLast4, invoiceReference, status }) =>
        (q === '' || bookingNumber === q || msisdnLast4 === q || invoiceReference === q) &&
        (!search.has('status') || search.get('status') === status),
    );
    const from = Number(search.get('after') ?? 0);
    const next = from + PAGE < found.length ? String(from + PAGE) : null;
    return { orders: found.slice(from, from + PAGE), next };
  }

  answer(id: string, verb: string, body: unknown, who: string): Reply {
    const order = this.orders.find((each) => each.id === id);
    if (!order) return problem(404, 'order-unknown', 'There is no such order');
    if (verb === 'refunds') return this.#refund(order, body as RefundRequest, who);
    if (verb === 'cancel') Object.assign(order, { status: 'canceled', can: [], reservation: null });
    if (verb === 'resolve-alarm') Object.assign(order, { isAlarmed: false, alarm: null });
    if (verb === 'commit') {
      const { amount } = body as { amount?: string };
      const amountMinor = amount === undefined ? order.totalMinor : parseAmount(amount, order.currency);
      const payment = {
        ersReference: null,
        paymentReference: null,
        difference: null,
        currency: order.currency,
      };
      Object.assign(order, {
        status: 'paid',
        reservation: null,
        can: ['refund'],
        payment: { ...payment, amountMinor },
      });
    }
    return ok(order);
  }

  #refund(order: DeskOrder, { key, what, reason }: RefundRequest, who: string): Reply {
    const known = this.#refunds.get(key);
    if (known) return ok(known);
    const lines = what.kind === 'lines' ? what.lines : [];
    const nameOf = (sku: string) => order.lines.find((line) => line.sku === sku)?.name ?? sku;
    const priceOf = (sku: string) => order.lines.find((line) => line.sku === sku)?.unitPriceMinor ?? 0;
    const amountMinor =
      what.kind === 'whole'
        ? order.refundableMinor
        : what.kind === 'sum'
          ? parseAmount(what.amount, what.currency)
          : lines.reduce((sum, { sku, quantity }) => sum + quantity * priceOf(sku), 0);
    const { bookingNumber, id: orderId } = order;
    const id = `new${this.#refunds.size}`;
    const by = { requestedBy: who, requestedAt: given.NOW };
    const made = given.refund({
      id,
      orderId,
      bookingNumber,
      amountMinor,
      reason,
      lines: what.kind === 'lines' ? lines.map((each) => ({ ...each, name: nameOf(each.sku) })) : null,
      ...by,
      ...this.nextRefund,
    });
    this.#refunds.set(key, made);
    if (made.state !== 'refused') order.refundableMinor -= amountMinor;
    for (const { sku, quantity } of lines) {
      const line = order.lines.find((each) => each.sku === sku);
      if (line) line.refundable -= quantity;
    }
    order.refunds = [made, ...order.refunds];
    return ok(made, 201);
  }

  decide(id: string, verb: string, { wasMade }: { wasMade?: boolean }, who: string): Reply {
    const refund = this.orders.flatMap(({ refunds }) => refunds).find((each) => each.id === id);
    if (!refund) return problem(404, 'not-found');
    refund.decidedBy = who;
    refund.state = verb === 'reject' ? 'rejected' : verb === 'decide' && !wasMade ? 'refused' : 'done';
    return ok(refund);
  }

  retry(key: string): Reply {
    const delivery = this.orders.flatMap(({ deliveries }) => deliveries).find((each) => each.key === key);
    if (!delivery) return problem(404, 'not-found');
    delivery.state = 'waiting';
    return ok(delivery);
  }
}
