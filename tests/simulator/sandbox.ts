// A simulated SEQR in a test's hand: no port, a clock that is turned, a merchant that calls it and a phone that pays.
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { buildEnvelope, buildFields, openEnvelope, readReturn } from '../../server/seqr/envelope.ts';
import { clientContext, operations } from '../../server/seqr/operations.ts';
import type {
  Answer,
  ClientContext,
  Invoice,
  OperationName,
  Request as SeqrRequest,
} from '../../server/seqr/operations.ts';
import type { Fields, FieldValues, Sequence } from '../../server/seqr/wire.ts';
import { sandboxService } from '../../server/simulator/merchant.ts';
import type { SimulatedService } from '../../server/simulator/merchant.ts';
import { sandboxCredentials } from '../../server/simulator/sandbox-credentials.ts';
import { createSimulator } from '../../server/simulator/simulator.ts';
import type { SimulatorOptions } from '../../server/simulator/simulator.ts';
import type { Random } from '../../server/world.ts';
import type { Bill, Fault, ScanAnswer, TextMessage } from '../../shared/simulator-app.ts';
import { ManualClock } from '../manual-clock.ts';

export const XML = 'text/xml; charset=utf-8';

/** The same bytes in every run, and never the same twice in one. */
export function countedRandom(): Random {
  let draws = 0;
  return (bytes) => createHash('sha512').update(String(draws++)).digest().subarray(0, bytes);
}

export const service: SimulatedService = sandboxService({
  origin: 'http://service.test',
  receiverName: 'Archipelago Ferries',
  currency: 'SEK',
  credentials: sandboxCredentials,
});

/** Two tickets for 130.00 SEK; what a test is about goes on top. */
export function anInvoice(changes: Partial<Invoice> = {}): Invoice {
  const invoice: Invoice = {
    paymentMode: 'IMMEDIATE_DEBIT',
    acknowledgmentMode: 'NO_ACKNOWLEDGMENT',
    issueDate: '2025-12-24T15:00:00+01:00',
    title: 'Ferry tickets',
    clientInvoiceId: 'F-0001',
    invoiceRows: {
      invoiceRow: [
        {
          itemDescription: 'Adult',
          itemQuantity: '2',
          itemTotalAmount: { currency: 'SEK', value: '130.00' },
        },
      ],
    },
    totalAmount: { currency: 'SEK', value: '130.00' },
    cashierId: 'web',
    footer: 'Booking F-0001',
    notificationUrl: 'http://service.test/notifications/key?attempt=1',
  };
  return { ...invoice, ...changes };
}

/** An invoice, or a refund, of that much in one row. */
export function anInvoiceOf(value: string, changes: Partial<Invoice> = {}): Invoice {
  const totalAmount = { currency: 'SEK', value };
  const invoiceRow = [{ itemQuantity: '1', itemTotalAmount: totalAmount }];
  return anInvoice({ totalAmount, invoiceRows: { invoiceRow }, ...changes });
}

/** The context that the operation asks for. */
export function contextFor(operation: OperationName): ClientContext {
  const { terminalId, terminalPassword, resellerId, resellerUserId, resellerPassword } = sandboxCredentials;
  const isTerminal = operations[operation].principal === 'TERMINALID';
  return {
    channel: 'WS',
    clientId: 'Test Company',
    clientReference: 'test-1',
    clientRequestTimeout: 0,
    initiatorPrincipalId: isTerminal
      ? { id: terminalId, type: 'TERMINALID' }
      : { id: resellerId, type: 'RESELLERUSER', userId: resellerUserId },
    password: isTerminal ? terminalPassword : resellerPassword,
  };
}

export function envelopeOf<O extends OperationName>(
  operation: O,
  request: SeqrRequest<O>,
  context: Partial<ClientContext> = {},
): string {
  const { fields } = operations[operation].request as Sequence;
  return buildEnvelope(
    operation,
    buildFields({ context: clientContext }, { context: { ...contextFor(operation), ...context } }) +
      buildFields(fields, request as FieldValues<Fields>),
  );
}

/** Reads an answer of any result. */
export function readAnswer<O extends OperationName>(
  operation: O,
  text: string,
): Answer<O> & { resultCode: number } {
  const { element, content } = openEnvelope(text);
  expect(element).toBe(`${operation}Response`);
  return readReturn(operations[operation].answer as Sequence, content) as Answer<O> & { resultCode: number };
}

export type Sandbox = Awaited<ReturnType<typeof openSandbox>>;

/** Builds a simulated SEQR and what stands around it. */
export async function openSandbox(options: Partial<SimulatorOptions> = {}) {
  const clock = options.clock instanceof ManualClock ? options.clock : new ManualClock();
  const notifications: { url: string; body: string; method: string; redirect: string }[] = [];
  const complaints: string[] = [];
  const simulator = await createSimulator({
    services: [service],
    random: countedRandom(),
    fetch: async (url, init) => {
      const request = new Request(url, init);
      notifications.push({
        url: request.url,
        method: request.method,
        redirect: request.redirect,
        body: await request.text(),
      });
      return new Response('');
    },
    log: (message) => complaints.push(message),
    ...options,
    clock,
  });

  async function post(text: string, path = '/simulator/soap', contentType = XML): Promise<Response> {
    return simulator.app.request(path, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body: text,
    });
  }
  async function call<O extends OperationName>(
    operation: O,
    request: SeqrRequest<O>,
    context: Partial<ClientContext> = {},
  ) {
    const response = await post(envelopeOf(operation, request, context));
    return readAnswer(operation, await response.text());
  }
  async function app(method: string, path: string, body?: unknown): Promise<Response> {
    const init =
      body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return simulator.app.request(`/simulator/app/${path}`, { method, ...init });
  }
  async function read<T>(answer: Promise<Response>): Promise<T> {
    const response = await answer;
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as T;
  }

  return {
    simulator,
    clock,
    /** What reached the merchant's notification URLs, the oldest first. */
    notifications,
    /** What the simulator said to its log. */
    complaints,
    post,
    call,
    app,
    /** Sends an invoice and answers its reference. */
    send: async (invoice = anInvoice()) => {
      const { invoiceReference } = await call('sendInvoice', { invoice, tokens: [] });
      if (invoiceReference === undefined) throw new Error('the invoice was refused');
      return invoiceReference;
    },
    status: (invoiceReference: string, invoiceVersion = 0) =>
      call('getPaymentStatus', { invoiceReference, invoiceVersion }),
    scan: (query = '', code = 'HTTP://SEQR.SE/000/SANDBOX') =>
      read<ScanAnswer>(app('POST', 'scan', { url: code + query })),
    bill: (reference: string) => read<Bill>(app('GET', `bills/${reference}`)),
    pay: (reference: string) => read<Bill>(app('POST', `bills/${reference}/pay`, { pin: '1234' })),
    act: (reference: string, verb: 'decline' | 'cancel') =>
      read<Bill>(app('POST', `bills/${reference}/${verb}`)),
    messages: () => read<TextMessage[]>(app('GET', 'messages')),
    faults: (...faults: Partial<Fault>[]) => read<Fault[]>(app('PUT', 'faults', faults)),
  };
}

/** Sends, pays and confirms an invoice. */
export async function paid(sandbox: Sandbox, invoice = anInvoice()) {
  const invoiceReference = await sandbox.send(invoice);
  await sandbox.pay(invoiceReference);
  const { ersReference } = await sandbox.status(invoiceReference);
  return { invoiceReference, ersReference: ersReference ?? '' };
}
