// Whom the simulated SEQR knows: the merchants' services with their terminals and resellers, and the one customer
// whose phone the wallet is. Configuration, not state: it may change between two starts.

import type { sandboxCredentials } from './sandbox-credentials.ts';

/** A service as it is registered with SEQR. */
export interface SimulatedService {
  /** EXTERNAL_SERVICE_ID of the QR code. */
  id: string;
  urls: { order: string; success: string; failure: string; cancel: string };
  /** Whom the customer pays, on the bill and in the receipt. */
  receiverName: string;
  /** ISO 4217; an invoice in another currency is refused. */
  currency: string;
  terminal: {
    id: string;
    password: string;
    /** On a cash register a new invoice cancels the unpaid one before it (seqr-api §4 "Terminal types"). */
    kind: 'webshop' | 'cash-register';
    isBlocked?: boolean;
  };
  reseller: { id: string; userId: string; password: string };
  /** Who says no to refunds, if anybody: the reseller's rights (97) or the receiver's account (99). */
  refunds?: 'allowed' | 'denied-to-reseller' | 'denied-to-account';
}

/** What tells one sandbox from another. */
interface Sandbox {
  /** Where the service is served: its four URLs are /order, /success, /failure and /cancel there. */
  origin: string;
  receiverName: string;
  currency: string;
  credentials: Record<keyof typeof sandboxCredentials, string>;
}

/** The one service of a sandbox, registered with the credentials that the service itself uses. */
export function sandboxService({ origin, receiverName, currency, credentials }: Sandbox): SimulatedService {
  return {
    id: credentials.serviceId,
    urls: {
      order: `${origin}/order`,
      success: `${origin}/success`,
      failure: `${origin}/failure`,
      cancel: `${origin}/cancel`,
    },
    receiverName,
    currency,
    terminal: { id: credentials.terminalId, password: credentials.terminalPassword, kind: 'webshop' },
    reseller: {
      id: credentials.resellerId,
      userId: credentials.resellerUserId,
      password: credentials.resellerPassword,
    },
  };
}

export interface Customer {
  msisdn: string;
  subscriberKey: string;
  /** `payerTerminalId` of the receipt. */
  terminalId: string;
}

/** The sandbox's customer; the number is one of those that Sweden sets aside for fiction. */
export const SANDBOX_CUSTOMER: Customer = {
  msisdn: '46701740605',
  subscriberKey: '0700000021174',
  terminalId: '00c1f94e7b5a42d6',
};
