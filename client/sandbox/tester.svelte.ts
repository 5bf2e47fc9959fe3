// What a tester does to SEQR and the network, and the text messages that reach the phone. Knows nothing of screens.
import type { TextMessage } from '../../shared/simulator-app.ts';
import { messageOf, type SimulatorApi } from './simulator-api.ts';

type Api = Pick<SimulatorApi, 'messages' | 'faults' | 'replaceFaults' | 'changeToken'>;

export class Tester {
  readonly #api: Api;
  #messages = $state.raw<TextMessage[]>([]);
  #isDropping = $state.raw(false);
  #error = $state.raw<string | null>(null);

  constructor(api: Api) {
    this.#api = api;
  }

  /** The newest first. */
  get messages(): TextMessage[] {
    return this.#messages;
  }
  /** True while a notification to come will be lost. */
  get isDropping(): boolean {
    return this.#isDropping;
  }
  get error(): string | null {
    return this.#error;
  }

  setDropping(isDropping: boolean) {
    return this.#doing(async () => {
      await this.#api.replaceFaults(isDropping ? [{ on: 'notification', kind: 'drop' }] : []);
      this.#isDropping = isDropping;
    });
  }

  expire(token: string) {
    return this.#doing(async () => {
      await this.#api.changeToken(token, { state: 'expired' });
    });
  }

  /** To be called every now and then: what came in meanwhile. */
  async look() {
    try {
      const [messages, faults] = await Promise.all([this.#api.messages(), this.#api.faults()]);
      this.#messages = [...messages].reverse();
      this.#isDropping = faults.some(({ on, kind }) => on === 'notification' && kind === 'drop');
    } catch {
      // SEQR is out of reach while the server restarts; the next look says more.
    }
  }

  async #doing(work: () => Promise<void>) {
    this.#error = null;
    await work().catch((error: unknown) => (this.#error = messageOf(error)));
  }
}
