// Every dictionary at once, for the build and for tests. The page itself never imports this: it is given the one that
// it speaks.
import type { Language } from '../../shared/languages.ts';
import { de } from './de.ts';
import { en, type Messages } from './en.ts';
import { fi } from './fi.ts';
import { sv } from './sv.ts';

export const DICTIONARIES: Record<Language, Messages> = { de, en, fi, sv };
