// The whole backend client of the desk: every request, and nothing of what it means.
import type { Checkup } from '../../shared/desk/checkup.ts';
import type { ClosingList, ClosingRow, ShownClosing } from '../../shared/desk/closings.ts';
import type { CodeFileKind, CodeList, SheetForm } from '../../shared/desk/codes.ts';
import type { ActDto, DeskSession } from '../../shared/desk/operators.ts';
import type { DeliveryDto, DeskOrder, OrderList } from '../../shared/desk/orders.ts';
import type { RefundDto, RefundRequest } from '../../shared/desk/refunds.ts';
import type { Tasks } from '../../shared/desk/tasks.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Clock } from '../surroundings.ts';
import { DeskProblem } from './desk-problem.ts';
import { searchOf, type OrderQuery } from './route.ts';

/** 15 s for what is read. Deeds ask SEQR, which may take its time; a clerk who gives up earlier knows less. */
const READ_TIMEOUT_MS = 15_000;
const DEED_TIMEOUT_MS = 60_000;
/** Whoever is signed out anyway cannot be signed out meanwhile. */
const SIGN_IN_CODES = ['sign-in-refused', 'sign-in-locked'];

export interface ActList {
  acts: ActDto[];
  next: number | null;
}
type Reason = { reason: string };
type Close = { key: string; terminalId: string | null };
type Resolve = { transactionPeriodId?: string; reason: string };
type Commit = { amount?: string; reason: string };

interface Surroundings {
  fetch: typeof fetch;
  clock: Clock;
}

export class DeskApi {
  readonly #fetch: typeof fetch;
  readonly #clock: Clock;
  /** Of the session; goes with every request that changes something. */
  csrfToken = '';
  /** Called when the server does not know us any more. */
  onSignedOut: () => void = () => undefined;

  constructor({ fetch, clock }: Surroundings) {
    this.#fetch = fetch;
    this.#clock = clock;
  }

  session = () => this.#get<DeskSession>('session');
  signIn = (name: string, password: string) => this.#post<DeskSession>('session', { name, password });
  signOut = () => this.#ask<null>('DELETE', 'session');
  signOutEverywhere = () => this.#ask<null>('DELETE', 'sessions');

  orders = (query: OrderQuery, after: string | null) => {
    const search = [searchOf(query), after === null ? '' : `after=${encodeURIComponent(after)}`];
    return this.#get<OrderList>(`orders?${search.filter((part) => part !== '').join('&')}`);
  };
  order = (id: string) => this.#get<DeskOrder>(`orders/${part(id)}`);
  cancel = (id: string, body: Reason) => this.#post<DeskOrder>(`orders/${part(id)}/cancel`, body);
  commit = (id: string, body: Commit) => this.#post<DeskOrder>(`orders/${part(id)}/commit`, body);
  resolveAlarm = (id: string, body: Reason) =>
    this.#post<DeskOrder>(`orders/${part(id)}/resolve-alarm`, body);

  refund = (orderId: string, request: RefundRequest) =>
    this.#post<RefundDto>(`orders/${part(orderId)}/refunds`, request);
  approve = (id: string, body: Reason) => this.#post<RefundDto>(`refunds/${part(id)}/approve`, body);
  reject = (id: string, body: Reason) => this.#post<RefundDto>(`refunds/${part(id)}/reject`, body);
  decide = (id: string, body: Reason & { wasMade: boolean }) =>
    this.#post<RefundDto>(`refunds/${part(id)}/decide`, body);
  retry = (key: string) => this.#post<DeliveryDto>(`deliveries/${part(key)}/retry`, {});

  tasks = () => this.#get<Tasks>('tasks');
  closings = () => this.#get<ClosingList>('closings');
  closing = (id: string) => this.#get<ShownClosing>(`closings/${part(id)}`);
  close = (request: Close) => this.#post<ClosingRow>('closings', request);
  fetchReport = (id: string) => this.#post<ClosingRow>(`closings/${part(id)}/fetch`, {});
  resolveClosing = (id: string, body: Resolve) =>
    this.#post<ClosingRow>(`closings/${part(id)}/resolve`, body);
  acts = (before: number | null) => this.#get<ActList>(before === null ? 'acts' : `acts?before=${before}`);

  codes = () => this.#get<CodeList>('codes');
  /** @param table a file as a spreadsheet writes it
   *  @returns a PDF */
  sheetOfTable = (form: SheetForm, table: Blob) =>
    this.#ask<Blob>('POST', `codes/sheet?form=${form}`, table, (response) => response.blob());
  checkup = () => this.#get<Checkup>('checkup');

  /** Where a closing can be downloaded. */
  closingFile = (id: string, kind: 'csv' | 'pdf') => `/desk/api/closings/${part(id)}.${kind}`;
  /** Where a code can be downloaded. */
  codeFile = (key: string, kind: CodeFileKind) => `/desk/api/codes/${part(key)}.${kind}`;
  /** Where a sheet of them can be. @param keys null: all there are */
  sheetFile = (form: SheetForm, keys: string[] | null) =>
    `/desk/api/codes/sheet.pdf?form=${form}${(keys ?? []).map((key) => `&key=${part(key)}`).join('')}`;

  #get<Answer>(path: string) {
    return this.#ask<Answer>('GET', path);
  }

  #post<Answer>(path: string, body: unknown) {
    return this.#ask<Answer>('POST', path, body);
  }

  async #ask<Answer>(
    method: string,
    path: string,
    body?: unknown,
    read: (response: Response) => Promise<unknown> = (response) => response.json(),
  ): Promise<Answer> {
    const abort = new AbortController();
    const patience = method === 'GET' ? READ_TIMEOUT_MS : DEED_TIMEOUT_MS;
    const timer = this.#clock.setTimeout(() => abort.abort(), patience);
    try {
      const response = await this.#send(method, path, body, abort.signal);
      return (response.status === 204 ? null : await read(response)) as Answer;
    } catch (error) {
      if (error instanceof DeskProblem) throw error;
      const isUnreadable = error instanceof SyntaxError;
      throw new DeskProblem(isUnreadable ? 'unreadable' : 'offline', isUnreadable ? 200 : null);
    } finally {
      this.#clock.clearTimeout(timer);
    }
  }

  async #send(method: string, path: string, body: unknown, signal: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = {};
    if (method !== 'GET' && this.csrfToken !== '') headers['x-csrf-token'] = this.csrfToken;
    const isTable = body instanceof Blob;
    if (body !== undefined) headers['content-type'] = isTable ? 'text/csv' : 'application/json';
    const init: RequestInit = { method, headers, signal, cache: 'no-store', credentials: 'same-origin' };
    if (body !== undefined) init.body = isTable ? body : JSON.stringify(body);
    // Not a method call: browsers refuse a fetch whose `this` is not the window.
    const send = this.#fetch;
    const response = await send(`/desk/api/${path}`, init);
    if (response.ok) return response;
    const problem = (await response.json().catch(() => null)) as Partial<Problem> | null;
    const code = problem?.code ?? 'unreadable';
    if (response.status === 401 && !SIGN_IN_CODES.includes(code)) this.onSignedOut();
    throw new DeskProblem(code, response.status, problem ?? {});
  }
}

const part = encodeURIComponent;
