// What is printed beside a code, in the languages of customers, and what is said to the printer.

/** The invitation, and how to pay, in three steps. */
export interface SheetWords {
  invitation: string;
  steps: readonly [string, string, string];
}

const ENGLISH: SheetWords = {
  invitation: 'Pay with SEQR',
  steps: ['Open the SEQR app', 'Scan the code', 'Choose and pay'],
};

const WORDS: Record<string, SheetWords> = {
  en: ENGLISH,
  sv: {
    invitation: 'Betala med SEQR',
    steps: ['Öppna SEQR-appen', 'Skanna koden', 'Välj och betala'],
  },
  fi: {
    invitation: 'Maksa SEQR-sovelluksella',
    steps: ['Avaa SEQR-sovellus', 'Skannaa koodi', 'Valitse ja maksa'],
  },
  de: {
    invitation: 'Mit SEQR bezahlen',
    steps: ['SEQR-App öffnen', 'Code scannen', 'Auswählen und bezahlen'],
  },
};

/** The words of a language; English where there are none. */
export function wordsIn(language: string | undefined): SheetWords {
  return WORDS[language?.split('-', 1)[0] ?? ''] ?? ENGLISH;
}

/** Stands beside every code; on stickers where it is cut off. */
export const CARE = 'Do not rotate. Do not resize.';
