// Every way in which a request of the desk does not succeed, and what a clerk is told of it.
import type { Problem } from '../../shared/problem.ts';

/** `offline`: no answer came; `unreadable`: what came is none of ours, such as a proxy's error page. Beside these, the
 *  code of the server's problem document. */
export class DeskProblem extends Error {
  override readonly name = 'DeskProblem';
  readonly code: string;
  /** null: no answer came. */
  readonly status: number | null;
  readonly title: string;
  readonly detail: string | null;

  constructor(code: string, status: number | null, { title, detail }: Partial<Problem> = {}) {
    super(code);
    this.code = code;
    this.status = status;
    this.title = title ?? '';
    this.detail = detail ?? null;
  }

  /** True when nobody can say whether what was asked for has been done. */
  get isUnclear(): boolean {
    return this.status === null || this.status >= 500 || this.code === 'unreadable';
  }

  /** For people. */
  get text(): string {
    if (this.code === 'offline') return 'No answer came. Check the network, then try again.';
    if (this.code === 'unreadable') return 'The answer could not be read. Try again in a moment.';
    if (this.code === 'signed-out') return 'You were signed out before it was done. Try it again.';
    if (this.detail === null) return sentence(this.title || `The desk answered ${this.status}`);
    return this.title === '' ? sentence(this.detail) : `${sentence(this.title)} ${sentence(this.detail)}`;
  }
}

/** @returns what was thrown, as a problem; a fault of ours is written to the console, and the clerk told that there was one */
export function asDeskProblem(error: unknown): DeskProblem {
  if (error instanceof DeskProblem) return error;
  console.error(error);
  return new DeskProblem('internal', 500, { title: 'Something went wrong here' });
}

/** "the report is empty" as "The report is empty." */
export function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
