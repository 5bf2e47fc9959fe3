// The shop that takes loyalty cards and reservations, and what its customers order.
import type { ReservationRule } from '../../server/service/reservation.ts';
import type { PutOrder } from '../../shared/api.ts';
import type { Engine } from '../engines.ts';
import { openShop } from '../shop.ts';
import type { TestShop } from '../shop.ts';

/** A member's card, and one that is none. */
export const CARD = '70001234';
export const FOREIGN_CARD = '12345678';

/** 290.00 at 6 %, 35.00 at 25 % and 89.50 at 12 % make 414.50; a member pays 15 % less of each: 352.32. */
export const AN_EVENING: PutOrder = {
  lines: [
    { sku: 'hour', quantity: 2 },
    { sku: 'towel', quantity: 1 },
    { sku: 'soup', quantity: 1 },
  ],
};
export const WHOLE_MINOR = 41_450;
export const MEMBER_MINOR = 35_232;

/** Two hours alone: 290.00. */
export const TWO_HOURS: PutOrder = { lines: [{ sku: 'hour', quantity: 2 }] };

/** @param reservation instead of the example's, which is taken by the desk within three hours */
export async function openSauna(
  engine: Engine = 'sqlite',
  reservation?: ReservationRule | null,
): Promise<TestShop> {
  const shop = await openShop({
    engine,
    serviceFile: 'server/service/examples/harbour-sauna.yaml',
    simulator: { strictVersions: true },
  });
  if (reservation !== undefined) shop.shop.definition.reservation = reservation;
  return shop;
}

/** A visit with its order, the wallet open. */
export async function orderAt(shop: TestShop, put: PutOrder = AN_EVENING) {
  const customer = await shop.visit('?sauna=1');
  const { id, invoiceReference } = await customer.order(0, put);
  return { customer, id, reference: invoiceReference };
}

/** Lets the next call of this operation die with its process: nothing is sent, nothing after it is done. */
export function dieAt(shop: TestShop, operation: 'updateInvoice' | 'commitReservation'): void {
  const { seqr } = shop.shop;
  const call = seqr.call.bind(seqr);
  seqr.call = (called, request) => {
    if (called !== operation) return call(called, request);
    seqr.call = call;
    return Promise.reject(new Error('the process died'));
  };
}
