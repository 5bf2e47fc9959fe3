// Text messages through an operator's message centre, by SMPP 3.4: one bound session, kept, made anew when it ends.
import { DeliveryFailure, systemCodeOf } from './failure.ts';
import type { SmsGateway } from './sms.ts';
import { smpp } from './smpp-package.ts';
import type { Pdu, Session } from './smpp-package.ts';

export interface SmppSettings {
  /** `smpp://host:port`, or `ssmpp://` with TLS. */
  url: string;
  systemId: string;
  password: string;
  from: string;
}

/** How often a silent session is asked whether it still stands; message centres close idle ones after a minute or so. */
const ENQUIRE_MS = 30_000;
/** SMPP 3.4 §5.1.3: what is wrong with the message itself, its length or its receiver. */
const REFUSED: ReadonlySet<number> = new Set([0x01, 0x0b, 0x50, 0x51]);

export function smppGateway(settings: SmppSettings): SmsGateway {
  let bound: Bound | null = null;

  /** Whether it still stands is not known, or known too well: the next message makes another. */
  function drop(gone: Bound): void {
    gone.session.destroy();
    if (bound === gone) bound = null;
  }

  return {
    async send({ to, text }, signal) {
      const current = (bound ??= bind(settings, drop));
      const { session } = current;
      // No field of the protocol carries our key: here a message may come twice.
      const fields = { ...addressesOf(settings.from, to), ...bodyOf(text) };
      const sending = current.ready.then(() =>
        ask(session, (answered) => session.submit_sm(fields, answered)),
      );
      try {
        const { command_status: status } = await unlessAborted(sending, signal);
        if (status !== 0)
          throw new Refused(refusal('submit_sm', status), { isPermanent: REFUSED.has(status) });
      } catch (error) {
        if (!(error instanceof Refused)) drop(current);
        throw error;
      }
    },
    async close() {
      if (!bound) return;
      const { session, ready } = bound;
      const goodbye = ready.then(() => ask(session, (answered) => session.unbind(answered)));
      await Promise.race([goodbye.catch(() => null), pause()]);
      drop(bound);
    },
  };
}

/** A session, and when it is signed in. */
interface Bound {
  session: Session;
  ready: Promise<void>;
}

/** Connects and signs in. A wrong password is for a person to mend, and then every message goes. */
function bind({ url, systemId, password }: SmppSettings, onEnd: (ended: Bound) => void): Bound {
  const session = smpp.connect({ url, auto_enquire_link_period: ENQUIRE_MS });
  session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
  const connected = new Promise<void>((resolve, reject) => {
    session.once(url.startsWith('ssmpp:') ? 'secureConnect' : 'connect', resolve);
    session.on('error', (error: unknown) => reject(unreachable(error)));
    session.once('close', () => reject(unreachable(null)));
  });
  const ready = connected.then(async () => {
    const signIn = { system_id: systemId, password };
    const answer = await ask(session, (answered) => session.bind_transmitter(signIn, answered));
    if (answer.command_status !== 0) {
      throw new DeliveryFailure(refusal('bind_transmitter', answer.command_status));
    }
  });
  const bound = { session, ready };
  session.once('close', () => onEnd(bound));
  return bound;
}

/** Sends a request and waits for its answer, or for the end of the session, which the package does not tell. */
function ask(session: Session, send: (answered: (answer: Pdu) => void) => boolean): Promise<Pdu> {
  return new Promise((resolve, reject) => {
    const cut = () => reject(new DeliveryFailure('the connection was cut'));
    session.once('close', cut);
    const answered = (answer: Pdu) => {
      session.off('close', cut);
      resolve(answer);
    };
    if (!send(answered)) cut();
  });
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new DeliveryFailure('no answer in time'));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** Types of number and numbering plans: SMPP 3.4 §5.2.5 and §5.2.6. */
function addressesOf(from: string, to: string) {
  const isNumber = /^\+\d+$/.test(from);
  const isShort = /^\d+$/.test(from);
  return {
    source_addr_ton: isNumber ? 1 : isShort ? 3 : 5,
    source_addr_npi: isNumber || isShort ? 1 : 0,
    source_addr: from.replace('+', ''),
    dest_addr_ton: 1,
    dest_addr_npi: 1,
    destination_addr: to,
  };
}

/** GSM 03.38 as the message centre's own alphabet where it does, else UCS-2. What does not fit into one message travels
 *  as its payload: the message centre divides it. */
function bodyOf(text: string): Record<string, unknown> {
  const isShortAlphabet = smpp.encodings.ASCII.match(text);
  const bytes = isShortAlphabet ? smpp.encodings.ASCII.encode(text) : Buffer.from(text, 'utf16le').swap16();
  const room = isShortAlphabet ? 160 : 140;
  return {
    // Not the package's choice: it says 1, which is plain ASCII, of an alphabet in which å is 0x0f.
    data_coding: isShortAlphabet ? 0 : 8,
    ...(bytes.length <= room ? { short_message: bytes } : { message_payload: bytes }),
  };
}

/** The message centre's own no: its session stands. */
class Refused extends DeliveryFailure {}

function refusal(operation: string, status: number): string {
  return `${operation} was refused (0x${status.toString(16).padStart(8, '0')})`;
}

function unreachable(error: unknown): DeliveryFailure {
  const code = error === null ? null : systemCodeOf(error);
  return new DeliveryFailure(code === null ? 'cannot be reached' : `cannot be reached (${code})`);
}

/** So long may a goodbye take. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1_000).unref());
}
