// The package `smpp` with the types that it does not bring: only what is used here, and by the test's own server.
import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import type { Server } from 'node:net';

/** A message of the protocol, by the field names of SMPP 3.4. */
export interface Pdu {
  command: string;
  /** 0: done; else one of the protocol's error codes. */
  command_status: number;
  response(fields?: Record<string, unknown>): Pdu;
  [field: string]: unknown;
}

type Answered = (answer: Pdu) => void;

export interface Session extends EventEmitter {
  /** False when the connection cannot be written to; then nothing was sent. */
  send(pdu: Pdu, answered?: Answered): boolean;
  bind_transmitter(fields: Record<string, unknown>, answered: Answered): boolean;
  submit_sm(fields: Record<string, unknown>, answered: Answered): boolean;
  unbind(answered: Answered): boolean;
  close(closed?: () => void): void;
  destroy(closed?: () => void): void;
}

export interface Smpp {
  connect(options: { url: string; auto_enquire_link_period?: number }): Session;
  createServer(onSession: (session: Session) => void): Server;
  encodings: { ASCII: { match(text: string): boolean; encode(text: string): Buffer } };
}

export const smpp = createRequire(import.meta.url)('smpp') as Smpp;
