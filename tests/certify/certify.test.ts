// The vendor's procedure and the flows of a visit, made against the simulated SEQR.
import { expect, test } from 'vitest';
import type { Certified } from '../../server/certify/certify.ts';
import { SeqrError } from '../../server/seqr/errors.ts';
import { openCertified } from './certified-shop.ts';

const verdicts = ({ steps }: Certified) => steps.map(({ id, verdict, reason }) => [id, verdict, reason]);

const ALL = [
  ...['invoice', 'status', 'receipt', 'cancel', 'refund', 'close'],
  ...['paid', 'refunded', 'declined', 'canceled', 'lost'],
].map((id) => [id, 'passed', null]);

test('all of it passes, and nothing is left: every payment is given back, every invoice dead', async () => {
  const { run, shop } = await openCertified();
  const certified = await run();
  expect(verdicts(certified)).toEqual(ALL);
  expect(certified.leftOver).toEqual([]);
  const bills = await shop.bills();
  expect(bills.filter(({ status }) => status === 'ISSUED')).toEqual([]);
  expect(bills.filter(({ status }) => status === 'PAID')).toHaveLength(3);
  expect(shop.called('refundPayment')).toBe(3);
});

test('a simulated SEQR that insists on versions is content', async () => {
  const { run } = await openCertified({ simulator: { strictVersions: true } });
  expect(verdicts(await run())).toEqual(ALL);
});

test('a service that reserves the money takes it, and one that is sold by choice orders the cheapest', async () => {
  for (const name of ['harbour-sauna', 'city-parking']) {
    const { run } = await openCertified({ serviceFile: `server/service/examples/${name}.yaml` });
    const certified = await run();
    expect(verdicts(certified)).toEqual(ALL);
    expect(certified.leftOver).toEqual([]);
  }
});

test('a service that does not acknowledge what it is told is found out', async () => {
  const { run, bench } = await openCertified();
  const { seqr } = bench.shop;
  const call: typeof seqr.call = (operation, request) =>
    seqr.call(operation, operation === 'getPaymentStatus' ? { ...request, invoiceVersion: 0 } : request);
  bench.shop.seqr = { ...seqr, call };
  const certified = await run();
  const failed = certified.steps.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id);
  expect(failed).toEqual(['refund', 'paid', 'lost']);
  expect(certified.steps.find(({ id }) => id === 'paid')?.reason).toContain(
    'the version that said PAID was not acknowledged',
  );
  expect(certified.steps.find(({ id }) => id === 'receipt')).toMatchObject({
    verdict: 'not tried',
    reason: 'it hangs on "Paid", which did not pass',
  });
  // The words were wrong, the books are not: all of it is given back.
  expect(certified.leftOver).toEqual([]);
});

test('notifications that do not reach the service are missed', async () => {
  const { run, recorder } = await openCertified();
  const lose = setInterval(() => (recorder.isDeaf = true), 1);
  const { steps } = await run();
  clearInterval(lose);
  expect(steps.filter(({ verdict }) => verdict === 'failed').map(({ id, reason }) => [id, reason])).toEqual([
    ['paid', 'no notification arrived: can SEQR reach PUBLIC_URL?'],
  ]);
});

test('a cash register’s terminal is found out', async () => {
  const { run, shop } = await openCertified();
  Object.assign(shop.service.terminal, { kind: 'cash-register' });
  const { steps, leftOver } = await run();
  expect(steps.filter(({ verdict }) => verdict !== 'passed').map(({ id }) => id)).toEqual(['status']);
  expect(steps.find(({ id }) => id === 'status')?.reason).toMatch(/the terminal of a cash register/);
  expect(leftOver).toEqual([]);
});

test('wrong credentials are said by the first call, with the variable, and nothing else is tried', async () => {
  const { run, shop } = await openCertified();
  Object.assign(shop.service.terminal, { password: 'another one' });
  const { steps, leftOver } = await run();
  expect(steps.find(({ id }) => id === 'cancel')).toMatchObject({
    verdict: 'failed',
    reason: expect.stringMatching(/20 AUTHENTICATION_FAILED: look at SEQR_TERMINAL_PASSWORD/) as string,
  });
  expect(steps.filter(({ verdict }) => verdict === 'not tried')).toHaveLength(10);
  expect(shop.calls).toHaveLength(1);
  expect(leftOver).toEqual([]);
});

test('a reseller’s wrong password fails the last step, with its variable', async () => {
  const { run, shop } = await openCertified();
  Object.assign(shop.service.reseller, { password: 'another one' });
  const { steps } = await run();
  expect(steps.filter(({ verdict }) => verdict !== 'passed').map(({ id, reason }) => [id, reason])).toEqual([
    ['close', expect.stringMatching(/SEQR_RESELLER_PASSWORD/)],
  ]);
});

test('a SEQR that goes away in the middle fails the step, the rest is not tried, and what is open is taken back later', async () => {
  const { run, bench, shop } = await openCertified();
  let isAway = false;
  const { seqr } = bench.shop;
  const call: typeof seqr.call = (operation, request) =>
    isAway
      ? Promise.reject(new SeqrError({ kind: 'unreachable', operation }))
      : seqr.call(operation, request);
  bench.shop.seqr = { ...seqr, call };
  const goneAt = () => shop.clock.now() + 40_000;
  let backAt = Infinity;
  const certified = await run({
    onStep: (title) => {
      if (title !== 'Declined') return;
      isAway = true;
      backAt = goneAt();
    },
    reachSeqr: () => Promise.resolve(!isAway),
    onPass: () => {
      if (shop.clock.now() > backAt) isAway = false;
    },
  });
  const by = (verdict: string) =>
    certified.steps.filter((step) => step.verdict === verdict).map(({ id }) => id);
  expect(by('failed')).toEqual(['declined']);
  expect(by('not tried')).toEqual(['refund', 'close', 'canceled', 'lost']);
  expect(certified.steps.find(({ id }) => id === 'close')?.reason).toBe('SEQR does not answer');
  expect(certified.leftOver).toEqual([]);
  expect((await shop.bills()).filter(({ status }) => status === 'ISSUED')).toEqual([]);
});

test('a SEQR that stays away leaves an invoice, which is named', async () => {
  const { run, bench } = await openCertified();
  let isAway = false;
  const { seqr } = bench.shop;
  const call: typeof seqr.call = (operation, request) =>
    isAway
      ? Promise.reject(new SeqrError({ kind: 'unreachable', operation }))
      : seqr.call(operation, request);
  bench.shop.seqr = { ...seqr, call };
  const { steps, leftOver } = await run({
    onStep: (title) => (isAway ||= title.startsWith('Status')),
    reachSeqr: () => Promise.resolve(!isAway),
  });
  const reference = steps.find(({ id }) => id === 'invoice')?.references[0] ?? '';
  expect(leftOver).toEqual([
    {
      text: expect.stringContaining(`(invoice ${reference}) could not be cancelled`) as string,
      isUnknown: false,
    },
  ]);
});

test('an answer that is lost leaves it unknown whether the period was closed', async () => {
  const { run, shop } = await openCertified();
  const certified = await run({
    onStep: (title) => {
      if (title.startsWith('Transaction'))
        void shop.faults({ on: 'markTransactionPeriod', kind: 'reset-after' });
    },
  });
  expect(certified.leftOver).toEqual([
    {
      text: expect.stringContaining('nobody knows whether the period was closed') as string,
      isUnknown: true,
    },
  ]);
});

test('who interrupts it gets what is open taken back, and a report of what was done', async () => {
  const interruption = new AbortController();
  const { run, shop } = await openCertified({}, { signal: interruption.signal });
  const certified = await run({ onStep: (title) => title.startsWith('Status') && interruption.abort() });
  expect(certified.isInterrupted).toBe(true);
  expect(verdicts(certified)).toContainEqual(['invoice', 'passed', null]);
  expect(verdicts(certified)).toContainEqual(['status', 'not tried', 'it was interrupted']);
  expect(verdicts(certified)).toContainEqual(['close', 'not tried', 'it was interrupted']);
  expect((await shop.bills()).map(({ status }) => status)).not.toContain('ISSUED');
});
