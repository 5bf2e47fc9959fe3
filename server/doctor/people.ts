// What people are there for: giving money back, closing the day; and what the customer holds in the hand.
import { SANDBOX_PASSWORD } from '../desk/sandbox-operators.ts';
import { isPassword } from '../desk/passwords.ts';
import { failing, notTried, ok, warning } from './finding.ts';
import type { Check } from './finding.ts';
import { lookAt } from './store.ts';

/** Each takes some 30 ms of a core. */
const MOST_PASSWORDS = 20;

export const operatorsCheck: Check = {
  id: 'operators',
  title: 'Operators',
  why: 'Without one nobody can give money back or close the day.',
  needs: ['DATABASE_URL'],
  isForSandbox: true,
  look: async (patient) => {
    const { config } = patient;
    const look = await lookAt(patient);
    if ('verdict' in look) return notTried('The store is not there to be looked at. See “Store”.');
    const { operators } = look;
    const lacking = ['refund', 'close'].filter(
      (role) => !operators.some(({ roles }) => roles.includes(role)),
    );
    if (lacking.length > 0)
      return failing(config)(
        `${operators.length === 0 ? 'There is none' : `There are ${operators.length}`}, and nobody with the role ${lacking.join(' or ')}.`,
        `npm run seqr -- operator add NAME --roles ${lacking.join(',')}`,
      );
    if (config.mode !== 'sandbox') {
      const open = [];
      for (const { name, passwordHash } of operators.slice(0, MOST_PASSWORDS))
        if (await isPassword(SANDBOX_PASSWORD, passwordHash)) open.push(name);
      if (open.length > 0)
        return failing(config)(
          `${open.join(', ')} may sign in with the sandbox’s password, which everybody knows.`,
          'npm run seqr -- operator change NAME --password-stdin, or disable them.',
        );
    }
    return ok(`${operators.map(({ name, roles }) => `${name} (${roles.join(', ')})`).join(', ')}.`);
  },
};

const TWO_DAYS_MS = 172_800_000;

export const closingCheck: Check = {
  id: 'closing',
  title: 'Day’s close',
  why: 'It compares SEQR’s books with ours: what is lost is found that day, and not at the year’s end.',
  needs: ['CLOSE_AT', 'TIME_ZONE'],
  isForSandbox: false,
  look: async (patient) => {
    const { config, clock } = patient;
    if (config.schedule)
      return ok(`By itself, at ${config.schedule.closeAt} of ${config.schedule.timeZone}.`);
    const look = await lookAt(patient);
    const last = 'verdict' in look ? null : look.lastClosingAt;
    if (last !== null && clock.now() - last < TWO_DAYS_MS)
      return ok('CLOSE_AT is not set, and somebody has closed in the last two days.');
    return warning(
      'CLOSE_AT is not set, and nobody has closed in the last two days.',
      'Set CLOSE_AT, such as 23:55.',
    );
  },
};

export const bookingNumberCheck: Check = {
  id: 'booking-number',
  title: 'Booking number',
  why: 'The connection may drop: what the customer must show has to stand in the receipt, or come by SMS.',
  needs: ['SERVICE_FILE'],
  isForSandbox: true,
  look: async (patient) => {
    const definition = await patient.definition().catch(() => null);
    if (!definition) return notTried('The service file cannot be read. See “Service file”.');
    const { invoice, messages } = definition;
    const isInReceipt = [invoice.title, invoice.footer].some((text) =>
      Object.values(text).every((words) => words.includes('{bookingNumber}')),
    );
    const isTexted = messages.paid !== null && patient.config.outbox.sms.kind !== 'none';
    if (!isInReceipt && !isTexted)
      return failing(patient.config)(
        'It stands neither in the receipt nor in a text message that goes out.',
        'Put {bookingNumber} into invoice.footer of the service file, in each language.',
      );
    if (messages.paid !== null && !isTexted)
      return warning(
        'It stands in the receipt. The service file has a text message for it too, and there is no gateway.',
        'Set SMS_GATEWAY and what it needs, or take messages.paid out of the service file.',
      );
    return ok(
      isInReceipt && isTexted
        ? 'It stands in the receipt, and comes by SMS.'
        : `It ${isInReceipt ? 'stands in the receipt; no SMS is sent' : 'comes by SMS'}.`,
    );
  },
};
