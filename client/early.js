// Runs before anything else of the page is there: asks for the session while the rest is still on its way, and gives
// web views that cannot run the page the plain form. Written for the oldest of them: no syntax after ECMAScript 5.
(function (window, document) {
  var match = /^#(?:\/[a-z]+[#/])?(.+?)(?:_(\d+))?(?:\/(?:choose|review|pay))?$/.exec(window.location.hash);
  if (match) {
    var early = {
      url: '/api/session',
      init: {
        method: 'POST',
        headers: { authorization: 'Bearer ' + match[1], 'content-type': 'application/json' },
        body: match[2] ? JSON.stringify({ invoiceReference: match[2] }) : '{}',
        cache: 'no-store',
        credentials: 'omit',
      },
    };
    // The plain form asks the same, where there is no fetch as well.
    window.earlySession = early;
    if (window.fetch) {
      early.answer = window.fetch(early.url, early.init);
      // Whoever uses the answer deals with its failure.
      early.answer['catch'](function () {});
    }
  }
  // The first amount takes a tenth of a second on a slow phone; while the rest is on its way there is time for that.
  window.setTimeout(function () {
    var anyMoney = { style: 'currency', currency: 'EUR' };
    if (window.Intl) new window.Intl.NumberFormat(document.documentElement.lang, anyMoney).format(0);
  }, 0);
  // The page's own script runs before this event, wherever it runs at all.
  document.addEventListener('DOMContentLoaded', function () {
    if (window.isPageRunning) return;
    var script = document.createElement('script');
    script.src = '/plain.js';
    document.body.appendChild(script);
  });
})(window, document);
