// The desk as a whole: who is signed in, where in it one is, and the parts that outlive a view.
import type { PageWindow, Clock } from '../surroundings.ts';
import { Announcer } from './announcer.svelte.ts';
import type { CloseForm } from './closings/close-form.svelte.ts';
import type { DeedForm } from './deed-form.svelte.ts';
import { DeskApi } from './desk-api.ts';
import { OrderSearch } from './orders/order-search.svelte.ts';
import { RefundForms } from './refund/refund-forms.ts';
import { Router } from './router.svelte.ts';
import { Session } from './session/session.svelte.ts';
import { TaskList } from './tasks/task-list.svelte.ts';

export interface DeskSurroundings {
  window: Omit<PageWindow, 'location'> & { readonly location: { readonly hash: string } };
  fetch: typeof fetch;
  clock: Clock & { now: () => number };
  randomUuid: () => string;
}

export class Desk {
  readonly clock: DeskSurroundings['clock'];
  readonly randomUuid: () => string;
  readonly api: DeskApi;
  readonly session: Session;
  readonly router: Router;
  readonly announcer = new Announcer();
  readonly orders: OrderSearch;
  readonly tasks: TaskList;
  readonly refunds: RefundForms;
  /** What is being asked for in a dialog, wherever it was begun. */
  deed = $state.raw<DeedForm | null>(null);
  /** The closing that was asked for last: kept for as long as nobody knows whether it was made. */
  closeForm: CloseForm | null = null;

  constructor({ window, fetch, clock, randomUuid }: DeskSurroundings) {
    this.clock = clock;
    this.randomUuid = randomUuid;
    this.api = new DeskApi({ fetch, clock });
    this.session = new Session(this.api);
    this.router = new Router(window);
    this.orders = new OrderSearch(this);
    this.tasks = new TaskList(this.api, clock, () => window.document.visibilityState === 'visible');
    this.refunds = new RefundForms({
      api: this.api,
      randomUuid,
      approvalAboveMinor: () => this.session.current?.service.approvalAboveMinor ?? null,
    });
  }

  /** @returns ends the listening */
  start(): () => void {
    void this.session.open();
    return this.router.start();
  }
}
