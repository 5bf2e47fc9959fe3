// Giving a payment back by the service's own ledger, and what is to be seen of it.
import { approveRefund } from '../orders/decide-refund.ts';
import { Refusal } from '../orders/refusal.ts';
import type { Refund } from '../store/records.ts';
import { until } from './bench.ts';
import type { Bench } from './bench.ts';
import { OPERATOR } from './own.ts';
import type { Findings } from './step.ts';

/** Gives back all of it. Where the service wants a second operator, a person agrees at the desk; with a simulated phone
 *  nobody's money is moved, and nobody is there to agree. */
export async function givenBack(bench: Bench, orderId: string): Promise<Refund> {
  const { shop, own, phone, deskUrl, tell } = bench;
  const refund = await own.refund(orderId);
  if (!refund) throw new Error('there is nothing to give back');
  if (refund.state !== 'awaiting') return refund;
  if (phone.isSimulated) {
    const second = { operator: `${OPERATOR} (second)`, reason: 'nobody’s money: the phone is simulated' };
    const approved = await approveRefund(shop, refund.id, second);
    return approved instanceof Refusal ? refund : approved;
  }
  tell(`Refund ${refund.id} waits for a second operator: agree to it at ${deskUrl}`);
  const decided = async () => {
    const now = await shop.store.refunds.find(refund.id);
    return now && now.state !== 'awaiting' ? now : null;
  };
  return (await until(bench, decided, phone.patienceMs)) ?? refund;
}

export function checkRefund(findings: Findings, { id, state, failure, ersReference }: Refund): void {
  findings.check(
    state === 'done',
    `refund ${id} is done, and stands in the ledger${ersReference ? `; SEQR’s number of it is ${ersReference}` : ''}`,
    `refund ${id} is ${state}${failure === null ? '' : `: ${failure}`}`,
  );
}
