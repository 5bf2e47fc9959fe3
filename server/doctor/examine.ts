// The examination: every check at the same time, none of them longer than somebody waits. Knows no check from inside.
import type { Checkup, Finding } from '../../shared/desk/checkup.ts';
import { CHECKS } from './checks.ts';
import { notTried, reasonOf, warning } from './finding.ts';
import type { Check, Said } from './finding.ts';
import { createPatient } from './patient.ts';
import type { Around, Patient } from './patient.ts';
import type { Reading } from './reading.ts';

/** Whoever asks at the desk looks at a page that waits. Each question has a shorter patience of its own. */
const PATIENCE_MS = 9_500;

/** Looks at everything; what cannot be looked at is a finding as well.
 *  @param checks another choice of them */
export async function examine(reading: Reading, around: Around, checks = CHECKS): Promise<Checkup> {
  const patient = createPatient(reading, around);
  try {
    const findings = await Promise.all(checks.map((check) => lookAt(check, patient)));
    const isReady = findings.every(({ verdict }) => verdict !== 'fault');
    return { at: around.clock.now(), isReady, findings };
  } finally {
    await patient.close();
  }
}

async function lookAt(check: Check, patient: Patient): Promise<Finding> {
  const { id, title, why } = check;
  const { verdict, found, mend } = await said(check, patient);
  return { id, title, verdict, found, why, mend };
}

async function said({ needs, isForSandbox, look }: Check, patient: Patient): Promise<Said> {
  const lacking = needs.filter((name) => patient.unusable.has(name));
  if (lacking.length > 0) return notTried(`${lacking.join(', ')} must be right first: see “Environment”.`);
  if (patient.config.mode === 'sandbox' && !isForSandbox)
    return notTried('A sandbox needs none: looked at in demo and production mode.');
  // Sending invoices has an end of its own, which must be reached: they are cancelled there.
  const work = Promise.resolve(patient)
    .then(look)
    .catch((error: unknown) =>
      warning(
        `It could not be looked at: ${reasonOf(error)}.`,
        'Try again; if it stays, say so to who runs this.',
      ),
    );
  return patient.mayInvoice ? work : Promise.race([work, late()]);
}

async function late(): Promise<Said> {
  await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
  return warning('It was not known in time.', 'Try again, or run npm run doctor on this machine.');
}

/** One at a time, however many ask: those who come meanwhile get the same one. */
export function oneAtATime(make: () => Promise<Checkup>): () => Promise<Checkup> {
  let running: Promise<Checkup> | null = null;
  return () => (running ??= make().finally(() => (running = null)));
}
