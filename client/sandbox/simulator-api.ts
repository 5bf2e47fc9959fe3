// What the wallet asks of the simulated SEQR, and which codes there are to scan. Shapes: shared/simulator-app.ts.
import type { Bill, Fault, ScanAnswer, TextMessage, TokenRequest } from '../../shared/simulator-app.ts';

/** The content of a QR code, and what it is for. */
export interface Code {
  label: string;
  url: string;
}

/** The simulated SEQR said no, or nothing; the message is for people. */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError';
}

/** What people are told of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export type SimulatorApi = ReturnType<typeof simulatorApi>;

export function simulatorApi(send: typeof fetch) {
  async function ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const init: RequestInit = { method };
    if (body !== undefined) {
      init.headers = { 'content-type': 'application/json' };
      init.body = JSON.stringify(body);
    }
    const response = await send(path, init).catch(() => {
      throw new SimulatorError('The simulated SEQR cannot be reached.');
    });
    const answer = (await response.json().catch(() => null)) as unknown;
    if (!response.ok) {
      const title = (answer as { title?: string } | null)?.title;
      throw new SimulatorError(title ?? `The simulated SEQR answered ${response.status}.`);
    }
    return answer as Answer;
  }
  const bill = (reference: string) => `/simulator/app/bills/${encodeURIComponent(reference)}`;

  return {
    codes: () => ask<{ codes: Code[] }>('GET', '/sandbox/codes').then(({ codes }) => codes),
    scan: (url: string) => ask<ScanAnswer>('POST', '/simulator/app/scan', { url }),
    bill: (reference: string) => ask<Bill>('GET', bill(reference)),
    showCard: (reference: string, value: string) => ask<Bill>('POST', `${bill(reference)}/card`, { value }),
    pay: (reference: string, pin: string) => ask<Bill>('POST', `${bill(reference)}/pay`, { pin }),
    decline: (reference: string) => ask<Bill>('POST', `${bill(reference)}/decline`, {}),
    cancel: (reference: string) => ask<Bill>('POST', `${bill(reference)}/cancel`, {}),
    messages: () => ask<TextMessage[]>('GET', '/simulator/app/messages'),
    changeToken: (token: string, change: TokenRequest) =>
      ask<unknown>('POST', `/simulator/app/tokens/${encodeURIComponent(token)}`, change),
    faults: () => ask<Fault[]>('GET', '/simulator/app/faults'),
    replaceFaults: (faults: Partial<Fault>[]) => ask<unknown>('PUT', '/simulator/app/faults', faults),
  };
}
