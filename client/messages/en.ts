// The page's own words in English. This file is also the type: another language that lacks a message does not compile.
// `{name}` is filled in; a message with `one` and `other` is chosen by the language's plural rules.
export const en = {
  loading: 'One moment …',
  leave: 'Back to SEQR',
  done: 'Done',
  back: 'Back',
  tryAgain: 'Try again',
  contents: 'Your order',

  chooseTitle: 'What would you like?',
  items: 'Items',
  more: 'One more: {item}',
  fewer: 'One less: {item}',
  each: '{price} / {unit}',
  priceOpen: 'Price depends on your choice',
  atMost: { one: 'At most {count} in one order', other: 'At most {count} in one order' },
  pick: 'Please choose',
  example: 'For example {example}',
  total: 'Total',
  includingVat: 'of which VAT {rate} %',
  review: 'Review',
  basketEmpty: 'Add at least one item first.',
  choiceMissing: 'Please choose: {choice}.',
  textMissing: 'Please fill this in, for example {example}.',
  choiceInvalid: 'This does not look right. It should look like {example}.',
  openOrder: 'You have an open order, {booking}. What you change here changes that order.',
  goToPayment: 'Go to payment',

  reviewTitle: 'Is this right?',
  pay: 'Pay {amount}',
  paying: 'Preparing …',
  payHint: 'You pay in the SEQR app.',
  customer: 'Receipt goes to the SEQR account {msisdn}.',

  payTitle: 'Pay in SEQR',
  payText: 'Confirm with your PIN in the SEQR app. This page follows by itself.',
  placingTitle: 'Preparing your payment …',
  placingText: 'SEQR is making your bill. This takes a moment.',
  placingSlow: 'This takes longer than usual. Try again, or cancel the order.',
  booking: 'Booking number',
  openSeqr: 'Open SEQR',
  openSeqrAgain: 'Open SEQR again',
  waiting: 'Waiting for your payment',
  change: 'Change the order',
  cancel: 'Cancel the order',
  unconfirmedTitle: 'Your change is not confirmed',
  unconfirmedText: 'SEQR has not confirmed the changed order yet. Please try again before you pay.',
  appMissing: 'SEQR does not open?',
  getApp: 'Get the app:',

  confirmingTitle: 'Confirming your payment …',
  confirmingText: 'This takes a few seconds. You can stay here.',
  confirmingSlow:
    'This takes longer than usual. If you have paid, your payment is safe. If not, you can open SEQR again.',

  paidTitle: 'Paid',
  paidText: 'Thank you! Your receipt is in the SEQR app.',
  newOrder: 'New order',
  paidOther:
    'SEQR reports {paid} as paid, but the order was {total}. Please contact us with your booking number.',
  reversedTitle: 'The payment was taken back',
  reversedText: 'SEQR took this payment back, so the booking is not valid. You have not been charged.',

  notPaidTitle: 'No payment received yet',
  failureText: 'SEQR reports that the payment did not go through. Your order is still here.',
  cancelText: 'You left the payment. Your order is still here.',

  canceledTitle: 'Order cancelled',
  canceledText: 'You have not been charged.',
  failedTitle: 'The payment failed',
  failedText: 'You have not been charged.',
  expiredTitle: 'Time ran out',
  expiredText: 'The time to pay is over, and the order has been cancelled. You have not been charged.',
  basketKept: 'Your choices are kept: one tap orders them again.',
  scanAgain: 'This visit has ended. Scan the code again to place a new order.',
  noOrderTitle: 'There is no order here',
  noOrderText: 'You have not ordered anything in this visit yet.',
  startOrder: 'Start an order',

  statusPlacing: 'The payment is being prepared.',
  statusPayable: 'The order is waiting for your payment.',
  statusPaid: 'The order is paid.',
  statusCanceled: 'The order is cancelled.',
  statusFailed: 'The payment failed.',
  statusExpired: 'The order has expired.',
  statusReversed: 'The payment was taken back.',

  noticeOrderLive: 'You already have an open order, made before this one. Here it is.',
  noticeConflict: 'This order was changed in another place. Here it is as it is now.',
  noticeEnded: 'That order has ended meanwhile. Pay once more to place a new one.',
  noticeInProgress: 'The payment is being made right now. Please wait a moment.',
  noticeRefused: 'The order could not be accepted. Please check it.',
  noticeSeqr: 'SEQR does not answer right now. Please try again. If you have paid, your payment is safe.',
  noticeOffline: 'No connection. Check your network and try again.',
  noticeInternal: 'Something went wrong on our side. Please try again.',
  noticeVisitEnded: 'This visit has ended. To order more, scan the code again.',
  noticePrice: 'The price has changed. Please check the new total before you pay.',

  expiredVisitTitle: 'Your visit has expired',
  expiredVisitText: 'Go back to SEQR and scan the code again. If you have paid, your payment is safe.',
  canceledVisitTitle: 'Your visit was cancelled',
  canceledVisitText: 'Go back to SEQR and scan the code again.',
  unknownVisitTitle: 'SEQR does not know this visit',
  unknownVisitText: 'Go back to SEQR and scan the code again.',
  openingVisitTitle: 'SEQR is still opening your visit',
  openingVisitText: 'This usually takes a few seconds. Try again, or scan the code once more.',
  missingVisitTitle: 'Open this page from SEQR',
  missingVisitText: 'This service works inside the SEQR app. Open the app and scan the code.',
  offlineTitle: 'No connection',
  offlineText: 'We cannot be reached right now. Check your network. If you have paid, your payment is safe.',
  troubleTitle: 'Something went wrong',
  troubleText: 'Please try again. If you have paid, your payment is safe.',
} as const;

export interface Plural {
  one: string;
  other: string;
}

/** What every language must say. */
export type Messages = { [Key in keyof typeof en]: (typeof en)[Key] extends string ? string : Plural };
