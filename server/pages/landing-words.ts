// What the landing page says, in each language that the customers' page speaks. Knows no service.
import type { Language } from '../../shared/languages.ts';

export interface LandingWords {
  lead: string;
  /** For who sees the code and holds the phone beside it. */
  steps: [string, string, string];
  /** For who cannot see the code. */
  codeAlt: string;
  open: string;
  /** Above the stores, on a phone and beside one. */
  nothingHappens: string;
  noApp: string;
  /** What is folded away: the code on a phone, the link on a desk's computer. */
  showCode: string;
  onThisDevice: string;
}

export const LANDING_WORDS: Record<Language, LandingWords> = {
  en: {
    lead: 'Order and pay on your phone, in the SEQR app.',
    steps: ['Open the SEQR app on your phone.', 'Scan the code.', 'Choose what you want, and pay.'],
    codeAlt: 'The QR code of this service',
    open: 'Open in SEQR',
    nothingHappens:
      'Nothing happens? Then the SEQR app is not on this phone yet. Get it here, and come back.',
    noApp: 'No SEQR app on your phone yet? Get it here.',
    showCode: 'Show the code for another phone',
    onThisDevice: 'Is the SEQR app on this device?',
  },
  sv: {
    lead: 'Beställ och betala i mobilen, i SEQR-appen.',
    steps: ['Öppna SEQR-appen i mobilen.', 'Skanna koden.', 'Välj vad du vill ha och betala.'],
    codeAlt: 'Tjänstens QR-kod',
    open: 'Öppna i SEQR',
    nothingHappens:
      'Händer inget? Då finns SEQR-appen inte i den här mobilen ännu. Hämta den här och kom tillbaka.',
    noApp: 'Ingen SEQR-app i mobilen ännu? Hämta den här.',
    showCode: 'Visa koden för en annan mobil',
    onThisDevice: 'Finns SEQR-appen på den här enheten?',
  },
  fi: {
    lead: 'Tilaa ja maksa puhelimella SEQR-sovelluksessa.',
    steps: ['Avaa SEQR-sovellus puhelimessa.', 'Skannaa koodi.', 'Valitse mitä haluat ja maksa.'],
    codeAlt: 'Palvelun QR-koodi',
    open: 'Avaa SEQRissä',
    nothingHappens:
      'Eikö mitään tapahdu? Silloin SEQR-sovellusta ei vielä ole tässä puhelimessa. Hae se täältä ja palaa takaisin.',
    noApp: 'Eikö puhelimessasi ole vielä SEQR-sovellusta? Hae se täältä.',
    showCode: 'Näytä koodi toista puhelinta varten',
    onThisDevice: 'Onko SEQR-sovellus tässä laitteessa?',
  },
  de: {
    lead: 'Mit dem Telefon bestellen und bezahlen, in der SEQR-App.',
    steps: [
      'Die SEQR-App auf dem Telefon öffnen.',
      'Den Code scannen.',
      'Wählen, was es sein soll, und bezahlen.',
    ],
    codeAlt: 'Der QR-Code dieses Dienstes',
    open: 'In SEQR öffnen',
    nothingHappens:
      'Nichts geschieht? Dann ist die SEQR-App noch nicht auf diesem Telefon. Hier gibt es sie; danach hierher zurück.',
    noApp: 'Noch keine SEQR-App auf dem Telefon? Hier gibt es sie.',
    showCode: 'Den Code für ein anderes Telefon zeigen',
    onThisDevice: 'Ist die SEQR-App auf diesem Gerät?',
  },
};
