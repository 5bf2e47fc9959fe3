// Text messages to the customer: the booking number once it is paid, the amount once it is given back. Says what is
// sent to whom; how, the gateway knows.
import type { Definition } from '../service/definition.ts';
import { fillIn, valuesOf } from '../service/placeholders.ts';
import type { MessageKind } from '../service/messages.ts';
import type { Secrets } from '../secrets.ts';
import { moneyFormat } from '../../shared/money.ts';
import { inLanguage } from '../../shared/service.ts';
import type { Channel, OrderEvent } from './channel.ts';
import { DeliveryFailure } from './failure.ts';

export interface TextMessage {
  /** The number in international form, digits only. */
  to: string;
  text: string;
  /** The same for the same message: whoever can, drops the second one. */
  key: string;
}

export interface SmsGateway {
  /** @throws {DeliveryFailure} */
  send(message: TextMessage, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** The way to the customer's phone, for events of which the service definition has a text. */
export function smsChannel(
  gateway: SmsGateway,
  { definition, secrets }: { definition: Definition; secrets: Secrets },
): Channel {
  return {
    takes: (event) => textOf(definition, event) !== null && event.msisdnSealed !== null,
    async deliver(event, signal) {
      const { key, kind, order, msisdnSealed } = event;
      const text = textOf(definition, event);
      if (text === null || msisdnSealed === null) {
        throw new DeliveryFailure('there is no text or no number any more', { isPermanent: true });
      }
      // "Show this number on board" must not come when the money is back on the account.
      if (kind === 'paid' && order.reversedAt !== null) {
        throw new DeliveryFailure('the payment was taken back before this could be told', {
          isPermanent: true,
        });
      }
      await gateway.send({ to: open(secrets, msisdnSealed), text, key }, signal);
    },
  };
}

function textOf({ messages, service }: Definition, { kind, order, refund }: OrderEvent): string | null {
  const text = isTold(kind) ? messages[kind] : null;
  const amount = kind === 'refunded' ? refund : order.payment;
  if (text === null || amount === null) return null;
  const { bookingNumber, language, basket } = order;
  const values = valuesOf(service, { bookingNumber, language, choices: basket.choices });
  const written = moneyFormat(amount.currency, language)(amount.amountMinor);
  // The narrow and the unbroken space are in no phone's short alphabet: one of them would halve the message's room.
  values['amount'] = written.replace(/[\u00a0\u202f]/g, ' ');
  return fillIn(inLanguage(text, language, service), values);
}

function isTold(kind: OrderEvent['kind']): kind is MessageKind {
  return kind === 'paid' || kind === 'refunded';
}

function open(secrets: Secrets, msisdnSealed: string): string {
  let msisdn: string;
  try {
    msisdn = secrets.open(msisdnSealed);
  } catch {
    throw new DeliveryFailure('the number cannot be unsealed: was SECRET_KEY changed?', {
      isPermanent: true,
    });
  }
  const digits = msisdn.replace(/^\+|^00/, '');
  if (!/^\d{5,15}$/.test(digits)) throw new DeliveryFailure('the number is none', { isPermanent: true });
  return digits;
}
