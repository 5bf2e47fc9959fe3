// The plain form's state: the visit, its order by the server's word, and the basket. Written for the oldest web views: no
// syntax after ECMAScript 5, no request but by XMLHttpRequest. Knows no element and no words.
(function (window) {
  'use strict';

  var POLL_MS = 3000;
  /** A paid order is asked for some 30 s longer: SEQR may take the payment back. */
  var PAID_POLL_MS = 10000;
  var PAID_POLLS = 3;
  /** A PUT is answered after 5 s at the latest, and mobile networks add their own. */
  var REQUEST_TIMEOUT_MS = 15000;

  /** @param visit what early.js has read from the hash; nothing where there is no TOKEN
   *  @param onChange called whenever there may be something else to show */
  window.plainOrder = function (visit, view, language, onChange) {
    var request = null;
    var timer = 0;
    var now = {
      view: view,
      session: null,
      order: null,
      /** A screen's name, while there is no visit to show. */
      trouble: null,
      /** The key of what is said beside the screen. */
      notice: null,
      basket: null,
      isComposing: false,
      /** The customer waits for an answer: nothing else is begun. */
      isBusy: false,
      /** How often was asked since the order is in its state. */
      polls: 0,
      open: open,
      put: put,
      noteLaunch: noteLaunch,
      isLive: isLive,
      change: function () {
        compose(now.basket);
      },
      again: function () {
        compose(newBasket(now.basket.quantities, now.basket.choices));
      },
      setQuantity: function (item, quantity) {
        touch();
        now.basket.quantities[item.sku] = quantity;
      },
      setChoice: function (choice, value) {
        touch();
        now.basket.choices[choice.key] = value;
      },
      unitPrice: unitPrice,
      units: function () {
        return sum(function () {
          return 1;
        });
      },
      totalMinor: function () {
        return sum(unitPrice);
      },
      /** The first choice that is still open; undefined when all are made. */
      openChoice: function () {
        return now.session.service.choices.filter(function (choice) {
          return !now.basket.choices[choice.key];
        })[0];
      },
    };
    return now;

    /** What is asked last counts: at no time are there two requests. */
    function ask(method, path, body, onAnswer, onProblem) {
      if (request) {
        request.onload = request.onerror = request.ontimeout = null;
        request.abort();
      }
      window.clearTimeout(timer);
      var asked = (request = new window.XMLHttpRequest());
      asked.open(method, path);
      asked.timeout = REQUEST_TIMEOUT_MS;
      asked.setRequestHeader('authorization', visit.init.headers.authorization);
      asked.setRequestHeader('accept-language', language);
      asked.setRequestHeader('cache-control', 'no-cache');
      if (body) asked.setRequestHeader('content-type', 'application/json');
      asked.onload =
        asked.onerror =
        asked.ontimeout =
          function () {
            request = null;
            now.isBusy = false;
            var answer = null;
            try {
              answer = JSON.parse(asked.responseText);
            } catch (error) {
              // Nothing came, or none of ours.
            }
            if (answer && asked.status >= 200 && asked.status < 300) onAnswer(answer);
            else if (answer && answer.code) onProblem(answer.code, answer);
            else onProblem(asked.status === 0 ? 'offline' : 'unreadable', { canRetry: true });
            askLater();
            onChange();
          };
      asked.send(body);
    }

    function open() {
      now.trouble = visit ? null : 'missingVisit';
      if (visit) ask('POST', visit.url, visit.init.body, opened, closed);
      onChange();
    }

    function opened(answer) {
      now.session = answer;
      if (answer.order) return take(answer.order);
      now.basket = newBasket({}, {});
      now.isComposing = now.view === 'order';
    }

    function closed(code) {
      now.trouble = window.plainScreens.problem(code)[0];
    }

    /** The server's word on the order. */
    function take(order) {
      var before = now.order;
      if (before === null || before.id !== order.id || before.status !== order.status) now.polls = 0;
      now.order = order;
      // A live order is changed, or after an ended one a new one is made: anything else makes way for the order itself.
      if (now.isComposing && isLive() === (now.basket.id === order.id)) return;
      now.isComposing = false;
      var newest = order.pending || order;
      var quantities = {};
      newest.lines.forEach(function (line) {
        quantities[line.sku] = line.quantity;
      });
      now.basket = newBasket(quantities, newest.choices);
      now.basket.id = order.id;
      now.basket.revision = newest.revision;
      now.basket.isSent = true;
    }

    function isLive() {
      return now.order !== null && (now.order.status === 'placing' || now.order.status === 'payable');
    }

    /** As long as something may come of it. */
    function askLater() {
      if (now.order === null || request) return;
      var isPaid = now.order.status === 'paid' && now.order.reversedAt === null && now.polls < PAID_POLLS;
      if (isLive() || isPaid) timer = window.setTimeout(askAgain, isPaid ? PAID_POLL_MS : POLL_MS);
    }

    function askAgain() {
      now.polls += 1;
      ask('GET', '/api/orders/' + now.order.id, null, take, function (code, problem) {
        // Without an answer what is shown stays.
        if (!problem.canRetry) now.notice = window.plainScreens.problem(code)[1];
      });
    }

    /** Sends the basket; the same one twice is one order. */
    function put() {
      var basket = now.basket;
      var shownMinor = sum(unitPrice);
      var lines = now.session.service.items.map(function (item) {
        return { sku: item.sku, quantity: basket.quantities[item.sku] };
      });
      basket.isSent = true;
      now.isBusy = true;
      now.notice = null;
      var body = { revision: basket.revision, lines: lines, choices: basket.choices };
      ask('PUT', '/api/orders/' + basket.id, JSON.stringify(body), placed, refused);
      onChange();

      function placed(order) {
        now.isComposing = false;
        take(order);
        if ((order.pending || order).total.amountMinor !== shownMinor) now.notice = 'noticePrice';
      }
    }

    function refused(code, problem) {
      var said = window.plainScreens.problem(code);
      now.notice = said[1];
      if (said[1] === 'noticeVisitEnded' && now.order === null) now.trouble = said[0];
      // Here another basket stands. After any other problem the customer's own is kept, to be sent again.
      if (code === 'order-live' || code === 'revision-conflict') now.isComposing = false;
      if (problem.order) take(problem.order);
      else if (now.order !== null) askAgain();
      // How the order ended says more than that it has.
      if (now.order !== null && !now.isComposing && !isLive()) now.notice = null;
    }

    /** The link works without us; the server asks SEQR more often from now on. */
    function noteLaunch() {
      ask('POST', '/api/orders/' + now.order.id + '/launch', '{}', told, told);

      function told(answer) {
        if (answer.order) take(answer.order);
      }
    }

    function compose(basket) {
      now.basket = basket;
      now.isComposing = true;
      now.notice = null;
      // From now on the order counts, not where the wallet had led to.
      now.view = 'order';
      onChange();
    }

    function newBasket(quantities, choices) {
      var basket = { id: randomUuid(), revision: 1, isSent: false, quantities: {}, choices: {} };
      now.session.service.items.forEach(function (item) {
        basket.quantities[item.sku] = Math.min(quantities[item.sku] || 0, item.limit);
      });
      now.session.service.choices.forEach(function (choice) {
        basket.choices[choice.key] = choices[choice.key] || choice.preset || '';
      });
      return basket;
    }

    /** A basket that differs from what was sent is a new revision, whether or not an answer came. */
    function touch() {
      if (now.basket.isSent) now.basket.revision += 1;
      now.basket.isSent = false;
    }

    /** @returns undefined while the choice that it hangs on is open */
    function unitPrice(item) {
      var price = item.price;
      return price.kind === 'fixed'
        ? price.amountMinor
        : price.amountsMinor[now.basket.choices[price.choice]];
    }

    /** Over all units; `measure` tells what one of an item counts. */
    function sum(measure) {
      return now.session.service.items.reduce(function (before, item) {
        return before + now.basket.quantities[item.sku] * (measure(item) || 0);
      }, 0);
    }
  };

  /** Version 4. */
  function randomUuid() {
    var bytes = window.crypto.getRandomValues(new window.Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    var hex = '';
    for (var index = 0; index < 16; index += 1) hex += (bytes[index] + 256).toString(16).slice(1);
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
})(window);
