// Composing the basket in the plain form: choices, items, and the total that follows them. Written for the oldest web
// views: no syntax after ECMAScript 5.
(function (window, document) {
  'use strict';
  var dom = window.plainDom;
  var make = dom.make;

  /** @param now the order and its basket, of plain/order.js
   *  @param draw draws the whole page anew
   *  @param button makes one that does nothing while an answer is waited for */
  window.plainComposing = function (now, words, draw, button) {
    var say = words.say;
    var money = words.money;
    /** What follows the basket while it is composed. */
    var followers = [];
    /** What is missing in the basket, once it was to be ordered. */
    var fault = '';
    return {
      form: form,
      fault: function () {
        return fault;
      },
    };

    function form() {
      var service = now.session.service;
      followers = [];
      var total = make('output', { 'data-total': '', 'aria-live': 'polite' }, []);
      follow(function () {
        total.textContent = money({ amountMinor: now.totalMinor(), currency: service.currency });
      });
      return [
        dom.touchable(make('a', { class: 'back', href: dom.LEAVE_URL }, [say('leave')])),
        dom.heading(say('chooseTitle')),
        now.isLive() &&
          make('p', { class: 'lead' }, [say('openOrder', { booking: now.order.bookingNumber })]),
        now.notice && dom.problem(say(now.notice)),
        make('div', {}, service.choices.map(choiceField)),
        make('ul', { class: 'items', 'aria-label': say('items') }, service.items.map(itemRow)),
        make('div', { class: 'actions sticky total-and-button' }, [
          fault && make('p', { class: 'fault', id: 'fault', role: 'alert' }, [fault]),
          make('p', { class: 'running-total' }, [make('span', { class: 'label' }, [say('total')]), total]),
          button('primary', 'put', 'goToPayment', submit),
        ]),
      ];
    }

    /** Says what is missing, or too much; what the server has against the rest, it says itself. */
    function submit() {
      var open = now.openChoice();
      var most = now.session.service.maxUnits;
      fault = now.units() === 0 ? say('basketEmpty') : '';
      if (now.units() > most) fault = words.count('atMost', most);
      if (open && open.kind === 'text') fault = say('textMissing', { example: open.example });
      else if (open) fault = say('choiceMissing', { choice: text(open.name) });
      if (fault) draw();
      else now.put();
    }

    function choiceField(choice) {
      var id = 'choice-' + choice.key;
      var value = now.basket.choices[choice.key];
      var isText = choice.kind === 'text';
      var options = (choice.options || []).map(function (option) {
        return make('option', { value: option.value }, [text(option.name)]);
      });
      if (!value) options.unshift(make('option', { value: '' }, [say('pick')]));
      var control = isText
        ? make('input', { id: id, type: 'text', maxlength: choice.maxLength, autocomplete: 'off' }, [])
        : make('select', { id: id }, options);
      control.value = value;
      control.addEventListener(isText ? 'input' : 'change', function () {
        now.setChoice(choice, control.value);
        changed();
      });
      return make('div', { class: 'field' }, [
        make('label', { for: id }, [text(choice.name)]),
        control,
        isText && make('p', { class: 'hint' }, [say('example', { example: choice.example })]),
      ]);
    }

    function itemRow(item) {
      var id = 'item-' + item.sku;
      var quantity = now.basket.quantities[item.sku];
      var most = item.isSoldOut ? quantity : item.limit;
      var price = make('span', { class: 'price' }, []);
      follow(function () {
        var amount = { amountMinor: now.unitPrice(item), currency: now.session.service.currency };
        var isOpen = amount.amountMinor === undefined;
        price.textContent = isOpen
          ? say('priceOpen')
          : say('each', { price: money(amount), unit: text(item.unit) });
      });
      var select = make('select', { id: id }, []);
      select.style.minWidth = '5rem';
      for (var each = 0; each <= most; each += 1)
        dom.add(select, [make('option', { value: each }, [String(each)])]);
      select.value = String(quantity);
      select.addEventListener('change', function () {
        now.setQuantity(item, Number(select.value));
        changed();
      });
      return make('li', { class: 'item', 'data-sku': item.sku }, [
        make('div', { class: 'words' }, [make('label', { for: id }, [text(item.name)]), price]),
        make('div', {}, [most === 0 ? make('p', { class: 'sold-out' }, [say('soldOut')]) : select]),
      ]);
    }

    function follow(follower) {
      followers.push(follower);
      follower();
    }

    /** The basket is another one: amounts follow, and what was missing is not said any more. */
    function changed() {
      var told = document.getElementById('fault');
      if (told) told.parentNode.removeChild(told);
      fault = '';
      followers.forEach(function (follower) {
        follower();
      });
    }

    function text(each) {
      return words.text(each, now.session.service);
    }
  };
})(window, document);
