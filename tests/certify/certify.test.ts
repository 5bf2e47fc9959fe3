// The vendor's procedure and the flows of a visit, made against the simulated SEQR.
import { expect, test } from 'vitest';
import type { Certified } from '../../server/certify/certify.ts';
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
