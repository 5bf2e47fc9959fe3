// What a check is, and what it may say. Knows nothing of what is checked.
import type { Finding } from '../../shared/desk/checkup.ts';
import type { Config } from '../config.ts';
import type { Patient } from './patient.ts';

/** What a check says of the thing that it is about. */
export type Said = Pick<Finding, 'verdict' | 'found' | 'mend'>;

export interface Check extends Pick<Finding, 'id' | 'title' | 'why'> {
  /** The variables without which nothing can be said. */
  needs: readonly string[];
  /** Whether a sandbox has the thing at all. */
  isForSandbox: boolean;
  look: (patient: Patient) => Said | Promise<Said>;
}

export const ok = (found: string): Said => ({ verdict: 'ok', found, mend: null });
export const warning = (found: string, mend: string): Said => ({ verdict: 'warning', found, mend });
export const fault = (found: string, mend: string): Said => ({ verdict: 'fault', found, mend });
export const notTried = (found: string, mend: string | null = null): Said => ({
  verdict: 'not-tried',
  found,
  mend,
});

/** What nobody may go live with, and what a system for trying things out can have. */
export const failing = ({ mode }: Pick<Config, 'mode'>) => (mode === 'production' ? fault : warning);

/** One sentence of several, each ended. */
export const sentences = (parts: readonly string[]): string =>
  parts.map((part) => (/[.!?”"]$/.test(part) ? part : `${part}.`)).join(' ');

/** What went wrong, on one line and without an end of the story: libraries tell long ones. */
export const reasonOf = (error: unknown): string =>
  ((error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '').slice(0, 300);
