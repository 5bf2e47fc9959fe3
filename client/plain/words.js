// The plain form's words: the page's messages in the document's language, the service's texts, and amounts. Written for the
// oldest web views: no syntax after ECMAScript 5. Knows nothing of where a word is shown.
(function (window) {
  'use strict';

  /** Currencies whose minor unit is not a hundredth, as in shared/money.ts; a test compares. */
  var WHOLE = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF';
  var THOUSANDTHS = 'BHD IQD JOD KWD LYD OMR TND';

  /** @param spoken the language and its messages, as the document carries them */
  window.plainWords = function (spoken) {
    return {
      say: function (key, values) {
        return spoken.messages[key].replace(/\{(\w+)\}/g, function (braces, name) {
          return values[name];
        });
      },

      /** Web views without plural rules tell one from many, as the page's languages do. */
      count: function (key, count) {
        var forms = spoken.messages[key];
        return ((count === 1 && forms.one) || forms.other).replace('{count}', String(count));
      },

      /** In the document's language, else in the service's own first one. */
      text: function (each, service) {
        return each[spoken.language] || each[service.languages[0]];
      },

      money: function (amount) {
        var currency = amount.currency;
        var digits = WHOLE.indexOf(currency) >= 0 ? 0 : THOUSANDTHS.indexOf(currency) >= 0 ? 3 : 2;
        var value = amount.amountMinor / Math.pow(10, digits);
        if (!window.Intl) return value.toFixed(digits) + ' ' + currency;
        var style = { style: 'currency', currency: currency };
        return new window.Intl.NumberFormat(spoken.language, style).format(value);
      },
    };
  };
})(window);
