// What the domain works with: the same parts for placing, settling and cancelling. Made in create-shop.ts, or by a test.
import type { Logger } from 'pino';
import type { SeqrClient } from '../seqr/client.ts';
import type { Definition } from '../service/definition.ts';
import type { Secrets } from '../secrets.ts';
import type { Store } from '../store/store.ts';
import type { Clock, Random } from '../world.ts';

export interface Shop {
  store: Store;
  seqr: SeqrClient;
  definition: Definition;
  secrets: Secrets;
  clock: Clock;
  random: Random;
  log: Logger;
  /** Where SEQR and the customers reach us, without a slash at its end. */
  publicUrl: string;
  /** Whose payments SEQR books as ours. */
  terminalId: string;
  /** How long an unpaid invoice stays open. */
  invoiceTimeoutMs: number;
}
