// Who is signed in. The server's cookie is none of the script's business: it is asked whether it still holds.
import type { DeskSession, Role } from '../../../shared/desk/operators.ts';
import { asDeskProblem, type DeskProblem } from '../desk-problem.ts';
import type { DeskApi } from '../desk-api.ts';
import { useTimeZone } from '../formats.ts';

type Api = Pick<DeskApi, 'session' | 'signIn' | 'signOut' | 'signOutEverywhere'> & {
  csrfToken: string;
  onSignedOut: () => void;
};

export class Session {
  readonly #api: Api;
  #state = $state.raw<'opening' | 'out' | 'in' | 'unreachable'>('opening');
  #current = $state.raw<DeskSession | null>(null);
  #problem = $state.raw<DeskProblem | null>(null);
  #isBusy = $state.raw(false);

  constructor(api: Api) {
    this.#api = api;
    api.onSignedOut = () => (this.#state = 'out');
  }

  get state() {
    return this.#state;
  }
  /** Whose desk it is: kept while the server has signed them out and what they typed waits for them. */
  get current(): DeskSession | null {
    return this.#current;
  }
  get problem(): DeskProblem | null {
    return this.#problem;
  }
  get isBusy(): boolean {
    return this.#isBusy;
  }

  may(role: Role): boolean {
    return this.#current?.operator.roles.includes(role) ?? false;
  }

  async open() {
    this.#state = 'opening';
    try {
      this.#enter(await this.#api.session());
    } catch (error) {
      const problem = asDeskProblem(error);
      this.#state = problem.status === 401 ? 'out' : 'unreachable';
    }
  }

  signIn(name: string, password: string) {
    return this.#doing(async () => this.#enter(await this.#api.signIn(name.trim(), password)));
  }

  signOut({ everywhere = false } = {}) {
    return this.#doing(async () => {
      await (everywhere ? this.#api.signOutEverywhere() : this.#api.signOut());
      this.#current = null;
      this.#state = 'out';
    });
  }

  #enter(session: DeskSession) {
    this.#api.csrfToken = session.csrfToken;
    useTimeZone(session.service.timeZone);
    this.#current = session;
    this.#problem = null;
    this.#state = 'in';
  }

  async #doing(work: () => Promise<void>) {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#problem = null;
    await work().catch((error: unknown) => (this.#problem = asDeskProblem(error)));
    this.#isBusy = false;
  }
}
