// Which order is followed: one at a time, as long as there is something to come. Knows nothing of how: see events.ts.
import type { OrderDto } from '../shared/api.ts';
import { isLive } from '../shared/order-status.ts';
import type { Api } from './api.ts';
import { followOrder, type FollowOptions } from './events.ts';

export class Following {
  readonly #options: Pick<FollowOptions, 'clock' | 'onOrder' | 'onRefused'>;
  #id: string | null = null;
  #stop: () => void = () => undefined;

  constructor(options: Pick<FollowOptions, 'clock' | 'onOrder' | 'onRefused'>) {
    this.#options = options;
  }

  /** Follows this order instead of any other; a paid one too, since SEQR may take the payment back. */
  follow({ id, status, reversedAt }: OrderDto, api: Api) {
    const mayChange = isLive(status) || (status === 'paid' && reversedAt === null);
    if (!mayChange) return this.stop();
    if (id === this.#id) return;
    this.stop();
    this.#id = id;
    this.#stop = followOrder({ ...this.#options, api, id });
  }

  stop() {
    this.#stop();
    this.#stop = () => undefined;
    this.#id = null;
  }
}
