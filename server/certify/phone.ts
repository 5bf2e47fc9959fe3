// The phone with the SEQR app, whoever holds it: a person, or the simulated wallet. The steps do not ask which.
import type { Order } from '../store/records.ts';

export interface Phone {
  /** True when nobody has to be asked for anything. */
  readonly isSimulated: boolean;
  /** How long what is done with it may take. */
  readonly patienceMs: number;
  /** Scans the service's code and orders.
   *  @returns the order with its invoice, unpaid
   *  @throws {NotTried} when nobody did @throws {Error} when the service said no */
  order: () => Promise<Order>;
  /** Opens the bill in the app. It is not paid yet. */
  openBill: (order: Order) => Promise<void>;
  /** What the customer does with the bill. Returns when it is done, or when a person was asked to do it. */
  act: (order: Order, verb: Verb) => Promise<void>;
  /** Makes the next notification be lost.
   *  @returns how, in words */
  loseNotification: () => Promise<string>;
  /** Comes back from the app, as it would: by the Service URL of how it ended, with token and reference.
   *  @returns what the customer is told there, as a status of the order; null where only a person sees it */
  comeBack: (order: Order, view: 'success' | 'failure' | 'cancel') => Promise<string | null>;
}

export type Verb = 'pay' | 'decline' | 'cancel';
