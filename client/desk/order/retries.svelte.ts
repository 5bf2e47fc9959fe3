// Sending stuck deliveries once more, from wherever they are listed.
import type { DeliveryDto } from '../../../shared/desk/orders.ts';
import type { Desk } from '../desk.svelte.ts';
import { deliveryName } from '../words.ts';
import { Sending } from '../sending.svelte.ts';

export class Retries {
  readonly #desk: Desk;
  readonly #after: () => Promise<unknown>;
  readonly sending = new Sending();

  constructor(desk: Desk, after: () => Promise<unknown>) {
    this.#desk = desk;
    this.#after = after;
  }

  async retry(delivery: DeliveryDto) {
    const answer = await this.sending.send(() => this.#desk.api.retry(delivery.key));
    if (answer === null) return;
    this.#desk.announcer.say(`${deliveryName(delivery)}: being sent again`);
    await this.#after();
  }
}
