// Reads one stream of server-sent events by fetch, since EventSource cannot carry the token's header. Loaded when an
// order is there to be followed: nobody needs it to place one.
import { createParser } from 'eventsource-parser';
import type { OrderDto } from '../shared/api.ts';
import type { Clock } from './surroundings.ts';

/** Three of the server's heartbeats, which come every 15 s: a stream this silent is a dead one. */
const SILENCE_MS = 45_000;

export interface StreamOptions {
  open: (signal: AbortSignal) => Promise<Response>;
  clock: Clock;
  /** Aborted to end the reading. */
  abort: AbortController;
  onOrder: (order: OrderDto) => void;
}

/** Tells every order that the stream brings, until it ends.
 *  @throws whatever keeps the stream from coming */
export async function readStream({ open, clock, abort, onOrder }: StreamOptions): Promise<void> {
  const decoder = new TextDecoder();
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event === 'order') onOrder(JSON.parse(data) as OrderDto);
    },
  });
  const watchSilence = () => clock.setTimeout(() => abort.abort(), SILENCE_MS);
  let silence = watchSilence();
  try {
    const response = await open(abort.signal);
    if (!response.body) throw new Error('this web view does not stream');
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || abort.signal.aborted) return;
      clock.clearTimeout(silence);
      silence = watchSilence();
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } finally {
    clock.clearTimeout(silence);
  }
}
