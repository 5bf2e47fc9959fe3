// What a command sees of the world around it, handed in: a test is another world.
import type { Readable, Writable } from 'node:stream';
import type { OperatorSettings } from '../create-shop.ts';
import type { Shop } from '../orders/shop.ts';
import type { Deliverer } from '../outbox/deliverer.ts';

export interface World {
  /** Answers only: the one document, or text for people. */
  stdout: Writable;
  /** Messages, questions, progress. */
  stderr: Writable;
  stdin: Readable;
  /** Whether a person sits there, who can be asked. */
  isTty: boolean;
  env: Record<string, string | undefined>;
  /** The operating system's name of who runs it. */
  userName: string;
  /** @throws {Error} that says what is wrong, in words for people */
  openShop: () => Promise<OpenShop>;
}

/** The shop that a running service has open as well. */
export interface OpenShop {
  shop: Shop;
  settings: OperatorSettings;
  /** Knows which ways out an event takes. */
  deliverer: Deliverer;
  /** @throws {Failure} when there is certainly nobody who would answer as SEQR */
  requireSeqr: () => Promise<void>;
  close: () => Promise<void>;
}
