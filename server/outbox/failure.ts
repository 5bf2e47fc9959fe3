// Why a delivery did not arrive, in our own words: they go to the store and to the log, so they repeat nothing of what
// was sent or answered.

export class DeliveryFailure extends Error {
  override readonly name = 'DeliveryFailure';
  /** True when no waiting mends it: the delivery waits for a person at once. */
  readonly isPermanent: boolean;

  constructor(reason: string, { isPermanent = false }: { isPermanent?: boolean } = {}) {
    super(reason);
    this.isPermanent = isPermanent;
  }
}

/** What of any error may be written down. */
export function failureOf(error: unknown): DeliveryFailure {
  if (error instanceof DeliveryFailure) return error;
  // Its message may hold anything; what kind of error it is says where to look.
  return new DeliveryFailure(`failed unexpectedly (${error instanceof Error ? error.name : typeof error})`);
}

/** The system's own word for it, such as ECONNREFUSED; null when there is none. */
export function systemCodeOf(error: unknown): string | null {
  const { cause, code } = error as { cause?: unknown; code?: unknown };
  if (typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code)) return code;
  return cause === undefined || cause === null ? null : systemCodeOf(cause);
}
