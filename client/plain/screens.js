// What the plain form shows and says, as client/screen.ts and client/notices.ts have it for the page; a test compares.
// Written for the oldest web views: no syntax after ECMAScript 5. Knows no element and no request.
(function (window) {
  'use strict';

  /** Some 10 s of waiting, then the customer is offered another way on. */
  var PATIENT_POLLS = 3;

  var toPay = ['wallet', 'change', 'leave'];
  var ended = { mark: 'ended', booking: 'none', offers: ['again', 'leave'] };
  var visitOver = { mark: 'trouble', offers: ['leave'] };
  var passing = { mark: 'trouble', offers: ['open', 'leave'] };

  /** By name; `said` where that is not `{name}Title` and `{name}Text`. */
  var SCREENS = {
    placing: { booking: 'listed', offers: [] },
    placingSlow: { said: ['placingTitle', 'placingSlow'], booking: 'listed', offers: ['put', 'leave'] },
    unconfirmed: { booking: 'listed', offers: ['put', 'change', 'leave'] },
    awaiting: { said: ['payTitle', 'payText'], booking: 'listed', offers: toPay },
    notPaid: { booking: 'listed', offers: toPay },
    left: { said: ['notPaidTitle', 'leftText'], booking: 'listed', offers: toPay },
    confirming: { mark: 'waiting', booking: 'large', offers: [] },
    confirmingSlow: {
      said: ['confirmingTitle', 'confirmingSlow'],
      mark: 'waiting',
      booking: 'large',
      offers: ['wallet', 'leave'],
    },
    reserved: { mark: 'waiting', booking: 'large', offers: ['leave'] },
    paid: { mark: 'paid', booking: 'large', offers: ['done'] },
    paidOther: { said: ['paidTitle', 'paidText'], mark: 'paid', booking: 'large', offers: ['done'] },
    reversed: { mark: 'trouble', booking: 'void', offers: ['again', 'leave'] },
    canceled: ended,
    failed: ended,
    expired: ended,
    noOrder: { mark: 'ended', offers: ['again', 'leave'] },
    expiredVisit: visitOver,
    canceledVisit: visitOver,
    unknownVisit: visitOver,
    missingVisit: visitOver,
    openingVisit: passing,
    offline: passing,
    trouble: passing,
  };

  /** By the problem's code: the screen where there is no visit, and the notice beside another one. */
  var PROBLEMS = {
    'token-expired': ['expiredVisit', 'noticeVisitEnded'],
    'token-canceled': ['canceledVisit', 'noticeVisitEnded'],
    'token-unknown': ['unknownVisit', 'noticeVisitEnded'],
    'token-malformed': ['unknownVisit', 'noticeInternal'],
    'token-in-progress': ['openingVisit', 'noticeInternal'],
    'token-missing': ['missingVisit', 'noticeInternal'],
    'seqr-busy': ['offline', 'noticeSeqr'],
    'seqr-unclear': ['offline', 'noticeSeqr'],
    'seqr-unreachable': ['offline', 'noticeSeqr'],
    'seqr-refused': ['trouble', 'noticeRefused'],
    'invalid-request': ['trouble', 'noticeRefused'],
    'order-live': ['trouble', 'noticeOrderLive'],
    'order-ended': ['trouble', 'noticeEnded'],
    'order-unknown': ['trouble', 'noticeEnded'],
    'revision-conflict': ['trouble', 'noticeConflict'],
    'payment-in-progress': ['trouble', 'noticeInProgress'],
    offline: ['offline', 'noticeOffline'],
    unreadable: ['offline', 'noticeInternal'],
  };

  window.plainScreens = {
    /** What a screen says and offers; undefined for `loading` and `choose`. */
    named: function (name) {
      var shown = SCREENS[name];
      return (
        shown && {
          said: shown.said || [name + 'Title', name + 'Text'],
          mark: shown.mark,
          booking: shown.booking,
          offers: shown.offers,
          isEnd: shown === ended,
        }
      );
    },

    problem: function (code) {
      return PROBLEMS[code] || ['trouble', 'noticeInternal'];
    },

    /** The screen for what an order of ./order.js knows right now. */
    of: function (now) {
      var order = now.order;
      var isSlow = now.polls > PATIENT_POLLS;
      if (now.trouble !== null) return now.trouble;
      if (now.session === null) return 'loading';
      if (order === null && !now.session.canOrder) return 'expiredVisit';
      if (order !== null && order.isReserved) return 'reserved';
      if (now.isComposing) return 'choose';
      if (order === null) return 'noOrder';
      if (order.status === 'placing' || order.status === 'payable') {
        // Who comes back from the wallet has paid, for all that we know.
        if (now.view === 'success') return isSlow ? 'confirmingSlow' : 'confirming';
        if (order.status === 'placing') return isSlow ? 'placingSlow' : 'placing';
        if (order.walletUrl === null) return 'unconfirmed';
        return now.view === 'order' ? 'awaiting' : now.view === 'failure' ? 'notPaid' : 'left';
      }
      if (order.status !== 'paid') return order.status;
      if (order.reversedAt !== null) return 'reversed';
      var paid = order.payment === null ? order.total : order.payment.total;
      var isAsOrdered =
        paid.amountMinor === order.total.amountMinor && paid.currency === order.total.currency;
      return isAsOrdered ? 'paid' : 'paidOther';
    },
  };
})(window);
