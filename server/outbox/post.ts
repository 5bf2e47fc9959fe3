// One POST to somebody else's server: never redirected, its answer never read beyond the status.
import { DeliveryFailure, systemCodeOf } from './failure.ts';

interface Message {
  headers: Record<string, string>;
  body: string;
}

/** Sends it. An answer of 2xx is a success.
 *  @param isPermanent tells for a status whether the same message can ever be taken
 *  @throws {DeliveryFailure} for any other answer, and for none */
export async function post(
  fetch: typeof globalThis.fetch,
  url: string,
  { headers, body }: Message,
  signal: AbortSignal,
  isPermanent: (status: number) => boolean = () => false,
): Promise<void> {
  const { status, ok } = await send();
  if (!ok) throw new DeliveryFailure(`answered ${status}`, { isPermanent: isPermanent(status) });

  async function send(): Promise<Response> {
    try {
      // Where it goes is configured, and not for its receiver to say.
      const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
      await response.body?.cancel();
      return response;
    } catch (error) {
      if (signal.aborted) throw new DeliveryFailure('no answer in time');
      const code = systemCodeOf(error);
      throw new DeliveryFailure(code === null ? 'cannot be reached' : `cannot be reached (${code})`);
    }
  }
}
