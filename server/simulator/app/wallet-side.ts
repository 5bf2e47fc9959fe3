// What a phone with the SEQR app asks of SEQR, as JSON under /simulator/app/. Shapes: shared/simulator-app.ts.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import {
  CardRequestSchema,
  FaultsSchema,
  PayRequestSchema,
  ScanRequestSchema,
  TokenRequestSchema,
} from '../../../shared/simulator-app.ts';
import type { TokenAnswer } from '../../../shared/simulator-app.ts';
import { faultsToCome, isPossible, replaceFaults } from '../faults.ts';
import { showCard } from '../business/loyalty.ts';
import { end, pay } from '../business/payments.ts';
import type { BillRefusal } from '../business/bill-state.ts';
import type { InvoiceRecord, TokenRecord } from '../memory/records.ts';
import type { SimulatedSeqr } from '../memory/simulated-seqr.ts';
import { changeToken, findToken, scan } from '../business/tokens.ts';
import type { Transact } from '../memory/transact.ts';
import { isXmlText } from '../soap/xml-text.ts';
import { billOf } from './bill.ts';
import { answerProblem, WalletRefusal } from './wallet-problems.ts';

/** The longest list of messages that is answered: a phone shows the newest. */
const MAX_MESSAGES = 100;
/** The longest list of bills: enough to find the one of a lost answer. */
const MAX_BILLS = 100;
const MAX_BODY_BYTES = 16 * 1024;

interface Options {
  seqr: SimulatedSeqr;
  transact: Transact;
  log: (message: string, facts: Record<string, string>) => void;
}

/** The app's own interface to the simulated SEQR. */
export function createWalletSide({ seqr, transact, log }: Options): Hono {
  const app = new Hono();
  const limit = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: (c) => answerProblem(c, new WalletRefusal('body-too-large')),
  });
  app.use('/simulator/app/*', limit);

  app.post('/simulator/app/scan', async (c) => {
    const { url } = await readJson(c, ScanRequestSchema);
    const answer = await transact(() => scan(seqr, url));
    if (typeof answer === 'string') throw new WalletRefusal(answer);
    return c.json(answer, 201);
  });

  app.get('/simulator/app/tokens/:token', async (c) => {
    const record = await transact(() => findToken(seqr, c.req.param('token')));
    return c.json(tokenAnswer(record));
  });

  app.post('/simulator/app/tokens/:token', async (c) => {
    const { state, afterMs } = await readJson(c, TokenRequestSchema);
    const record = await transact(() => changeToken(seqr, c.req.param('token'), state, afterMs));
    return c.json(tokenAnswer(record));
  });

  app.get('/simulator/app/bills', async (c) => {
    const bills = await transact(() => seqr.books.all('invoice').slice(-MAX_BILLS));
    return c.json(bills.map((record) => billOf(seqr, record)).toReversed());
  });

  app.get('/simulator/app/bills/:reference', async (c) => {
    return c.json(await transact(() => billOf(seqr, find(c))));
  });

  app.post('/simulator/app/bills/:reference/pay', async (c) => {
    const { pin } = await readJson(c, PayRequestSchema);
    // The one wrong PIN: shared/simulator-app.ts.
    if (pin === '0000') throw new WalletRefusal('wrong-pin');
    const record = await transact(() => accept(pay(seqr, find(c))));
    if (record.payingUntil !== null) await seqr.clock.sleep(record.payingUntil - seqr.clock.now());
    return c.json(await transact(() => billOf(seqr, find(c))));
  });

  app.post('/simulator/app/bills/:reference/card', async (c) => {
    const { value } = await readJson(c, CardRequestSchema);
    if (!isXmlText(value)) throw new WalletRefusal('invalid-request', 'value: XML cannot carry it');
    return c.json(await transact(() => billOf(seqr, accept(showCard(seqr, find(c), value)))));
  });

  app.post('/simulator/app/bills/:reference/decline', async (c) => {
    return c.json(await transact(() => billOf(seqr, accept(end(seqr, find(c), 'FAILED')))));
  });

  app.post('/simulator/app/bills/:reference/cancel', async (c) => {
    return c.json(await transact(() => billOf(seqr, accept(end(seqr, find(c), 'CANCELED')))));
  });

  app.get('/simulator/app/messages', async (c) => {
    const messages = await transact(() => seqr.books.all('message'));
    return c.json(messages.sort((a, b) => a.at - b.at).slice(-MAX_MESSAGES));
  });

  app.get('/simulator/app/faults', async (c) => {
    return c.json(await transact(() => faultsToCome(seqr)));
  });

  app.put('/simulator/app/faults', async (c) => {
    const faults = await readJson(c, FaultsSchema);
    const impossible = faults.find((fault) => !isPossible(fault));
    if (impossible) {
      throw new WalletRefusal('invalid-request', `"${impossible.kind}" cannot happen to "${impossible.on}"`);
    }
    await transact(() => replaceFaults(seqr, faults));
    return c.json(faults);
  });

  app.all('/simulator/app/*', (c) => answerProblem(c, new WalletRefusal('not-found')));

  app.onError((error, c) => {
    if (error instanceof WalletRefusal) return answerProblem(c, error);
    log('a request of the app ended in an error', { error: String(error) });
    return answerProblem(c, new WalletRefusal('internal'));
  });
  return app;

  function find(c: Context): InvoiceRecord {
    const record = seqr.books.get('invoice', c.req.param('reference') ?? '');
    if (!record) throw new WalletRefusal('bill-unknown');
    return record;
  }
}

function accept(outcome: InvoiceRecord | BillRefusal): InvoiceRecord {
  if (typeof outcome === 'string') throw new WalletRefusal(outcome);
  return outcome;
}

async function readJson<S extends v.GenericSchema>(c: Context, schema: S): Promise<v.InferOutput<S>> {
  if (!/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')) {
    throw new WalletRefusal('wrong-content-type');
  }
  const body: unknown = await c.req.json().catch(() => {
    throw new WalletRefusal('malformed-request');
  });
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new WalletRefusal('invalid-request', `${v.getDotPath(issue) ?? 'the body'}: ${issue.message}`);
}

function tokenAnswer(record: TokenRecord | null): TokenAnswer {
  if (!record) throw new WalletRefusal('token-unknown');
  const { token, serviceId, state, change } = record;
  return { token, serviceId, state, change };
}
