// The light margin that a code needs around itself to be found. In modules.

/** The vendor's least, the standard's own, and the most that still leaves a code to be seen. Source: seqr-api §6, §9. */
export const QUIET = { least: 2, standard: 4, most: 16 } as const;

/** Why a quiet zone cannot be as wide as asked for. */
export class QuietZoneError extends Error {
  override readonly name = 'QuietZoneError';
}

/** @param modules by default the standard's
 *  @throws {QuietZoneError} below the vendor's least, above the most, or when it is no whole number */
export function quietZone(modules: number = QUIET.standard): number {
  if (Number.isInteger(modules) && modules >= QUIET.least && modules <= QUIET.most) return modules;
  throw new QuietZoneError(
    modules < QUIET.least
      ? `a quiet zone of ${modules} is too narrow: SEQR asks for at least ${QUIET.least} modules, the QR standard for ${QUIET.standard}; without it phones do not find the code`
      : `a quiet zone is a whole number of modules, from ${QUIET.least} to ${QUIET.most}`,
  );
}
