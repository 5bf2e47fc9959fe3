// The ways out that the settings name, each with what it needs. The one file that knows all of them.
import type { Shop } from '../orders/shop.ts';
import { sandboxSms } from '../simulator/sandbox-credentials.ts';
import type { Channels } from './deliverer.ts';
import { receiptChannel } from './receipt.ts';
import type { OutboxSettings } from './settings.ts';
import { smsChannel } from './sms.ts';
import type { SmsGateway } from './sms.ts';
import { httpGateway } from './sms-http.ts';
import { smppGateway } from './sms-smpp.ts';
import { webhookChannel } from './webhook.ts';

interface Parts extends Pick<Shop, 'seqr' | 'definition' | 'secrets' | 'clock'> {
  fetch: typeof globalThis.fetch;
  /** The gateway of the simulated SEQR; null where there is none. */
  simulatedSmsUrl: string | null;
}

export function openChannels(
  { sms, webhook, receipts }: OutboxSettings,
  parts: Parts,
): { channels: Channels; close: () => Promise<void> } {
  const gateway = openGateway(sms, parts);
  const { seqr, definition } = parts;
  return {
    channels: {
      ...(gateway && { sms: smsChannel(gateway, parts) }),
      ...(webhook && { webhook: webhookChannel(webhook, parts) }),
      ...(receipts && { receipt: receiptChannel(receipts, { seqr, definition }) }),
    },
    close: async () => gateway?.close(),
  };
}

function openGateway(sms: OutboxSettings['sms'], { fetch, simulatedSmsUrl: url }: Parts): SmsGateway | null {
  switch (sms.kind) {
    case 'none':
      return null;
    case 'simulated':
      return url === null
        ? null
        : httpGateway({ ...sandboxSms, url, from: sms.from, fields: '46elks' }, fetch);
    case 'http':
      return httpGateway(sms, fetch);
    case 'smpp':
      return smppGateway(sms);
  }
}
