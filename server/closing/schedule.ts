/// <reference lib="esnext.temporal" />
// When the day is closed by itself: a time on the wall of the shop's time zone, whatever its clocks do that day. Pure.

export interface Schedule {
  /** "23:55" */
  closeAt: string;
  /** "Europe/Stockholm" */
  timeZone: string;
}

/** A day's close that was missed while everything was down is still made so much later, and no more after that: by
 *  then it would fall into the next day's business. */
const MADE_UP_FOR_MS = 6 * 60 * 60 * 1000;

/** The close that is due, if any: the last one before now, unless it was too long ago. A time that the clocks leave
 *  out is taken as much later, one that they show twice the first time. */
export function dueClose({ closeAt, timeZone }: Schedule, now: number): { day: string; at: number } | null {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  const plainTime = Temporal.PlainTime.from(closeAt);
  for (const day of [today, today.subtract({ days: 1 })]) {
    const at = day.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
    if (at <= now) return now - at <= MADE_UP_FOR_MS ? { day: day.toString(), at } : null;
  }
  return null;
}

/** Whoever tries first makes it; for everybody else it is the same request.
 *  @param attempt from 1: what SEQR did not take is asked for anew */
export function scheduledRequest(day: string, attempt = 1): string {
  return `schedule:${day}:shop${attempt === 1 ? '' : `:${attempt}`}`;
}

/** True for a zone that the calendar knows. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
