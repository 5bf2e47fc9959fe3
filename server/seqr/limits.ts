// How much of SEQR's time and words one call takes at the most.

export interface Limits {
  /** Over all attempts of the call. */
  readonly timeoutMs: number;
  /** Of the answer, in bytes and in characters. */
  readonly maxLength: number;
}

/** 4 s: a next attempt starts every 4 s, and SEQR's 20 s hold several (design, decision 5). Answers are a few
 *  kilobytes. */
export const USUAL_LIMITS: Limits = { timeoutMs: 4_000, maxLength: 256 * 1024 };

/** Nobody stands and waits for a mark, and an answer that is given up leaves a period whose number a person has to find
 *  out. */
export const MARK_LIMITS: Limits = { ...USUAL_LIMITS, timeoutMs: 30_000 };

/** A row of a report is some 200 characters, and may come twice: as text and in base64. 100,000 payments are 45 MB. */
export const REPORT_LIMITS: Limits = { timeoutMs: 60_000, maxLength: 128 * 1024 * 1024 };
