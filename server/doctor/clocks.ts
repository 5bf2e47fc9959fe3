// Whether our clock says what the others' do.
import { fault, notTried, ok, warning } from './finding.ts';
import type { Check, Said } from './finding.ts';
import type { Patient } from './patient.ts';
import { seqrAt } from './seqr-address.ts';
import { NoVisit } from './visit.ts';

/** SEQR reverses a payment after 20 s, and tells the time in whole seconds. */
const ODD_MS = 2_000;
const WRONG_MS = 10_000;

interface Compared {
  whose: string;
  /** How far they are before us. */
  aheadMs: number;
}

export const clockCheck: Check = {
  id: 'clock',
  title: 'Clock',
  why: 'Invoices carry our time, and both books are compared by it; a clock that is wrong puts sales into the wrong day.',
  needs: [],
  isForSandbox: true,
  look: async (patient) => {
    const compared = (await Promise.all([ofSeqr(patient), ofStore(patient)])).filter((one) => one !== null);
    if (compared.length === 0) return notTried(`Nobody has told another time; ${zone(patient)}.`);
    const [worst = compared[0]] = compared.toSorted((a, b) => Math.abs(b.aheadMs) - Math.abs(a.aheadMs));
    return judge(patient, worst as Compared, compared);
  },
};

function judge(patient: Patient, worst: Compared, compared: Compared[]): Said {
  const off = Math.abs(worst.aheadMs);
  const mend =
    'Let the machine keep its time by NTP (timedatectl set-ntp true), and the others’ too where they are yours.';
  if (off <= ODD_MS)
    return ok(
      `As that of ${compared.map(({ whose }) => whose).join(' and ')}, within ${ODD_MS / 1000} s; ${zone(patient)}.`,
    );
  const seconds = Math.round(off / 1000);
  const found = `It is ${seconds} s ${worst.aheadMs > 0 ? 'behind' : 'before'} that of ${worst.whose}. Whose is wrong is not known here.`;
  return (off > WRONG_MS ? fault : warning)(found, mend);
}

const zone = ({ config: { timeZone } }: Patient): string => `days are those of ${timeZone}`;

/** By the Date of its answer: a whole second that has passed already, half of it on the average. */
async function ofSeqr(patient: Patient): Promise<Compared | null> {
  if (patient.unusable.has('SEQR_SOAP_URL')) return null;
  const visited = await seqrAt(patient, patient.seqrUrls.client);
  if (visited instanceof NoVisit) return null;
  const told = Date.parse(visited.headers.date ?? '');
  // What was kept on the way tells the time of then.
  const age = Number(visited.headers.age ?? 0) * 1000;
  return Number.isNaN(told + age) ? null : { whose: 'SEQR', aheadMs: told + age + 500 - visited.at };
}

async function ofStore({ store, unusable }: Patient): Promise<Compared | null> {
  if (unusable.has('DATABASE_URL')) return null;
  const look = await store().catch(() => null);
  return look?.engine.kind === 'postgres'
    ? { whose: 'the database', aheadMs: look.engine.clockAheadMs }
    : null;
}
