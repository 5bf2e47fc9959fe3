// Money that is reserved first and taken later (seqr-api §4 "Reservation"): who takes it, and how long SEQR keeps it.
import type * as v from 'valibot';
import type { Text } from '../../shared/service.ts';
import type { Report } from './definition.ts';
import type { ReservationInput } from './schema.ts';

export interface ReservationRule {
  /** Who takes it: the service by itself, or a clerk, who may take less. */
  commit: 'at-once' | 'by-desk';
  /** How long SEQR keeps it for us; null: as long as SEQR likes. */
  timeoutS: number | null;
  /** What the part is called that a clerk did not take. */
  rest: Text | null;
}

/** @param text completes a text that stands at this place below `reservation`
 *  @param report takes places below `reservation` */
export function toReservation(
  input: v.InferOutput<typeof ReservationInput> | undefined,
  text: (value: string | Record<string, string>, ...path: string[]) => Text,
  report: Report,
): ReservationRule | null {
  if (input === undefined) return null;
  const { commit, timeoutS = null, rest } = input;
  if (commit === 'by-desk' && rest === undefined) report(['rest'], 'is missing: a clerk may take less');
  return { commit, timeoutS, rest: rest === undefined ? null : text(rest, 'rest') };
}
