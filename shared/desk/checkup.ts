// What the doctor has found: is this service ready to go live? The same on the command line and at the desk.

/** `ok`: as it should be · `fault`: do not go live with it · `warning`: works, and should be otherwise ·
 *  `not-tried`: what it needs was not given (`found` says what), so nothing is known. */
export const VERDICTS = ['ok', 'warning', 'fault', 'not-tried'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Finding {
  /** For programs, such as "service-urls". */
  id: string;
  /** "Service URLs" */
  title: string;
  verdict: Verdict;
  /** What is so, with what was looked at. Never a secret, a token, or a terminal's id. */
  found: string;
  /** Why it matters. */
  why: string;
  /** The next step; null when there is nothing to mend. */
  mend: string | null;
}

/** `GET /desk/api/checkup` */
export interface Checkup {
  /** Epoch milliseconds. */
  at: number;
  /** True when nothing is a fault. */
  isReady: boolean;
  findings: Finding[];
}
