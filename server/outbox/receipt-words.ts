// The few words of a receipt, in every language that the page speaks. Another one gets English.
import { isSpoken } from '../../shared/languages.ts';
import type { Language } from '../../shared/languages.ts';

interface Words {
  receipt: string;
  booking: string;
  time: string;
  item: string;
  quantity: string;
  amount: string;
  paid: string;
  tax: string;
  payment: string;
}

const WORDS: Record<Language, Words> = {
  en: {
    receipt: 'Receipt',
    booking: 'Booking number',
    time: 'Paid (UTC)',
    item: 'Item',
    quantity: 'Quantity',
    amount: 'Amount',
    paid: 'Paid with SEQR',
    tax: 'of which VAT',
    payment: 'Payment reference',
  },
  sv: {
    receipt: 'Kvitto',
    booking: 'Bokningsnummer',
    time: 'Betalt (UTC)',
    item: 'Vara',
    quantity: 'Antal',
    amount: 'Belopp',
    paid: 'Betalt med SEQR',
    tax: 'varav moms',
    payment: 'Betalningsreferens',
  },
  fi: {
    receipt: 'Kuitti',
    booking: 'Varausnumero',
    time: 'Maksettu (UTC)',
    item: 'Tuote',
    quantity: 'Määrä',
    amount: 'Summa',
    paid: 'Maksettu SEQR-palvelulla',
    tax: 'sisältää ALV',
    payment: 'Maksuviite',
  },
  de: {
    receipt: 'Beleg',
    booking: 'Buchungsnummer',
    time: 'Bezahlt (UTC)',
    item: 'Artikel',
    quantity: 'Anzahl',
    amount: 'Betrag',
    paid: 'Mit SEQR bezahlt',
    tax: 'darin MwSt.',
    payment: 'Zahlungsreferenz',
  },
};

export function receiptWords(language: string): Words {
  return isSpoken(language) ? WORDS[language] : WORDS.en;
}
