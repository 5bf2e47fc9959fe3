// The page's own words in German.
import type { Messages } from './en.ts';

export const de: Messages = {
  tooOld:
    'Diese Seite lässt sich nicht öffnen. Bitte aktualisieren Sie die Webansicht oder den Browser dieses Telefons und scannen Sie den Code noch einmal.',
  slowTitle: 'Einen Moment …',
  slowText:
    'Die Verbindung ist langsam. Wir versuchen es weiter. Falls Sie bezahlt haben, ist Ihre Zahlung sicher.',
  language: 'Sprache',
  leave: 'Zurück zu SEQR',
  done: 'Fertig',
  back: 'Zurück',
  tryAgain: 'Noch einmal versuchen',
  contents: 'Ihre Bestellung',

  chooseTitle: 'Was darf es sein?',
  items: 'Artikel',
  more: 'Eins mehr: {item}',
  fewer: 'Eins weniger: {item}',
  each: '{price} / {unit}',
  soldOut: 'Ausverkauft',
  soldOutTitle: 'Alles ist ausverkauft',
  soldOutText: 'Im Augenblick gibt es nichts mehr zu bestellen. Bitte kommen Sie später wieder.',
  priceOpen: 'Der Preis hängt von Ihrer Auswahl ab',
  atMost: { one: 'Höchstens {count} je Bestellung', other: 'Höchstens {count} je Bestellung' },
  pick: 'Bitte wählen',
  example: 'Zum Beispiel {example}',
  total: 'Summe',
  includingVat: 'davon MwSt. {rate} %',
  review: 'Prüfen',
  basketEmpty: 'Bitte zuerst mindestens einen Artikel wählen.',
  choiceMissing: 'Bitte zuerst wählen: {choice}.',
  textMissing: 'Bitte zuerst ausfüllen, zum Beispiel {example}.',
  choiceInvalid: 'Das sieht nicht richtig aus. Es sollte aussehen wie {example}.',
  openOrder: 'Sie haben eine offene Bestellung, {booking}. Was Sie hier ändern, ändert diese Bestellung.',
  goToPayment: 'Zur Zahlung',

  reviewTitle: 'Stimmt alles?',
  pay: '{amount} bezahlen',
  paying: 'Wird vorbereitet …',
  payHint: 'Sie bezahlen in der SEQR-App.',
  customer: 'Die Quittung geht an das SEQR-Konto {msisdn}.',

  payTitle: 'In SEQR bezahlen',
  payText: 'Bestätigen Sie mit Ihrer PIN in der SEQR-App. Diese Seite folgt von selbst.',
  placingTitle: 'Die Zahlung wird vorbereitet …',
  placingText: 'SEQR macht Ihre Rechnung fertig. Das dauert einen Moment.',
  placingSlow:
    'Das dauert länger als sonst. Versuchen Sie es noch einmal oder brechen Sie die Bestellung ab.',
  booking: 'Buchungsnummer',
  openSeqr: 'SEQR öffnen',
  openSeqrAgain: 'SEQR noch einmal öffnen',
  waiting: 'Wir warten auf Ihre Zahlung',
  change: 'Bestellung ändern',
  cancel: 'Bestellung abbrechen',
  unconfirmedTitle: 'Ihre Änderung ist nicht bestätigt',
  unconfirmedText:
    'SEQR hat die geänderte Bestellung noch nicht bestätigt. Bitte versuchen Sie es noch einmal, bevor Sie bezahlen.',
  appMissing: 'SEQR öffnet sich nicht?',
  getApp: 'App holen:',

  confirmingTitle: 'Ihre Zahlung wird bestätigt …',
  confirmingText: 'Das dauert einige Sekunden. Sie können hier bleiben.',
  confirmingSlow:
    'Das dauert länger als sonst. Falls Sie bezahlt haben, ist Ihre Zahlung sicher. Falls nicht, können Sie SEQR noch einmal öffnen.',
  reservedTitle: 'Zahlung reserviert',
  reservedText: 'Wir bestätigen sie später. Sie müssen nicht noch einmal zahlen.',

  paidTitle: 'Bezahlt',
  paidText: 'Vielen Dank! Ihre Quittung liegt in der SEQR-App.',
  newOrder: 'Neue Bestellung',
  paidOther:
    'SEQR meldet {paid} als bezahlt, die Bestellung lautet aber auf {total}. Bitte wenden Sie sich mit Ihrer Buchungsnummer an uns.',
  reversedTitle: 'Die Zahlung wurde zurückgenommen',
  reversedText:
    'SEQR hat diese Zahlung zurückgenommen, die Buchung gilt also nicht. Es wurde nichts abgebucht.',

  notPaidTitle: 'Noch keine Zahlung eingegangen',
  notPaidText: 'SEQR meldet, dass die Zahlung nicht gelungen ist. Ihre Bestellung ist noch da.',
  leftText: 'Sie haben die Zahlung verlassen. Ihre Bestellung ist noch da.',

  canceledTitle: 'Bestellung abgebrochen',
  canceledText: 'Es wurde nichts abgebucht.',
  failedTitle: 'Die Zahlung ist fehlgeschlagen',
  failedText: 'Es wurde nichts abgebucht.',
  expiredTitle: 'Die Zeit ist abgelaufen',
  expiredText: 'Die Zeit zum Bezahlen ist um, die Bestellung wurde abgebrochen. Es wurde nichts abgebucht.',
  basketKept: 'Ihre Auswahl bleibt erhalten: Einmal tippen bestellt sie noch einmal.',
  scanAgain: 'Dieser Besuch ist zu Ende. Scannen Sie den Code noch einmal, um neu zu bestellen.',
  noOrderTitle: 'Hier ist keine Bestellung',
  noOrderText: 'Sie haben bei diesem Besuch noch nichts bestellt.',
  startOrder: 'Bestellung beginnen',

  noticeOrderLive: 'Sie haben schon eine offene Bestellung, vor dieser gemacht. Hier ist sie.',
  noticeConflict: 'Diese Bestellung wurde anderswo geändert. Hier ist sie, wie sie jetzt ist.',
  noticeEnded: 'Diese Bestellung ist inzwischen beendet. Bezahlen Sie noch einmal, um eine neue aufzugeben.',
  noticeInProgress: 'Die Zahlung läuft gerade. Bitte warten Sie einen Moment.',
  noticeRefused: 'Die Bestellung konnte nicht angenommen werden. Bitte prüfen Sie sie.',
  noticeSeqr:
    'SEQR antwortet gerade nicht. Bitte versuchen Sie es noch einmal. Falls Sie bezahlt haben, ist Ihre Zahlung sicher.',
  noticeOffline: 'Keine Verbindung. Prüfen Sie Ihr Netz und versuchen Sie es noch einmal.',
  noticeInternal: 'Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.',
  noticeVisitEnded: 'Dieser Besuch ist zu Ende. Um mehr zu bestellen, scannen Sie den Code noch einmal.',
  noticePrice: 'Der Preis hat sich geändert. Bitte prüfen Sie die neue Summe, bevor Sie bezahlen.',

  expiredVisitTitle: 'Ihr Besuch ist abgelaufen',
  expiredVisitText:
    'Gehen Sie zurück zu SEQR und scannen Sie den Code noch einmal. Falls Sie bezahlt haben, ist Ihre Zahlung sicher.',
  canceledVisitTitle: 'Ihr Besuch wurde abgebrochen',
  canceledVisitText: 'Gehen Sie zurück zu SEQR und scannen Sie den Code noch einmal.',
  unknownVisitTitle: 'SEQR kennt diesen Besuch nicht',
  unknownVisitText: 'Gehen Sie zurück zu SEQR und scannen Sie den Code noch einmal.',
  openingVisitTitle: 'SEQR öffnet Ihren Besuch noch',
  openingVisitText:
    'Das dauert meist einige Sekunden. Versuchen Sie es noch einmal, oder scannen Sie den Code erneut.',
  missingVisitTitle: 'Öffnen Sie diese Seite aus SEQR',
  missingVisitText: 'Dieser Dienst arbeitet in der SEQR-App. Öffnen Sie die App und scannen Sie den Code.',
  offlineTitle: 'Keine Verbindung',
  offlineText:
    'Wir sind gerade nicht zu erreichen. Prüfen Sie Ihr Netz. Falls Sie bezahlt haben, ist Ihre Zahlung sicher.',
  troubleTitle: 'Etwas ist schiefgegangen',
  troubleText: 'Bitte versuchen Sie es noch einmal. Falls Sie bezahlt haben, ist Ihre Zahlung sicher.',
};
