// All checks, in the order in which a person would go through them.
import { environmentCheck, serviceFileCheck } from './environment.ts';
import type { Check } from './finding.ts';

export const CHECKS: readonly Check[] = [environmentCheck, serviceFileCheck];
