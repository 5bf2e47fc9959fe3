// Draws the plain form into the document, in its words and with its style sheet, for web views that cannot run the page.
// Written for the oldest of them: no syntax after ECMAScript 5. What is sold, said and ordered is never markup.
(function (window, document) {
  'use strict';
  // Below this even the form cannot work: the document's own text stays.
  if (!window.XMLHttpRequest || !window.crypto || !window.crypto.getRandomValues) return;

  /** Leaves the service and goes back to the app. Source: seqr-api §1. */
  var LEAVE_URL = 'SEQR-ACTION://WIZARD/CANCEL';
  /** False before Chrome 49 and Safari 9.1. */
  var KNOWS_STYLE = window.CSS && window.CSS.supports && window.CSS.supports('color', 'var(--ink)');

  var spoken = JSON.parse(document.getElementById('carried').textContent).first;
  var words = window.plainWords(spoken);
  var say = words.say;
  var money = words.money;
  var main = make('main', { 'data-form': 'plain' }, []);
  /** What stands on the screen, to draw nothing twice. */
  var drawn = '';
  /** What follows the basket while it is composed. */
  var followers = [];
  /** What is missing in the basket, once it was to be ordered. */
  var fault = '';

  var app = document.getElementById('app');
  app.textContent = '';
  app.appendChild(main);
  var now = window.plainOrder(window.earlySession, viewOf(window.location), spoken.language, draw);
  now.open();
  // The app may open another view or visit by the hash alone.
  window.onhashchange = function () {
    window.location.reload();
  };

  /** As in shared/service-url.ts; where the host's one path names no view, ordering is the one to begin with. */
  function viewOf(location) {
    var name = /([a-z]+)\/?$/.exec(location.pathname)[1];
    if (name !== 'app') return name;
    return (/^#\/([a-z]+)/.exec(location.hash) || ['', 'order'])[1];
  }

  function draw() {
    var name = window.plainScreens.of(now);
    // An answer that changes nothing here disturbs nobody's typing.
    var order = name === 'choose' ? '' : JSON.stringify(now.order);
    var key = [name, now.notice, now.isBusy, fault, order].join(' ');
    if (key === drawn) return;
    var held = document.activeElement && document.activeElement.id;
    var isMove = document.getElementsByTagName('h1').length > 0;
    drawn = key;
    followers = [];
    main.textContent = '';
    main.setAttribute('data-screen', name);
    if (now.session) document.title = text(now.session.service.name);
    add(main, [make('p', { class: 'service-name' }, [document.title])]);
    if (name === 'loading')
      return add(main, [make('p', { class: 'loading' }, [make('span', { class: 'spinner' }, [])])]);
    add(main, name === 'choose' ? form() : statement(name));
    // The focus stays where it was, else it goes where something new stands.
    var same = document.getElementById(held);
    if (same) return same.focus();
    if (!isMove) return;
    document.getElementsByTagName('h1')[0].focus();
    window.scrollTo(0, 0);
  }

  function statement(name) {
    var shown = window.plainScreens.named(name);
    var order = now.order;
    var lead = say(shown.said[1]);
    if (shown.isEnd) lead += ' ' + say(now.session.canOrder ? 'basketKept' : 'scanAgain');
    var isListed = shown.booking === 'listed';
    var actions = make('div', { class: 'actions' }, shown.offers.map(offer));
    return [
      make('section', { class: shown.mark ? 'statement centered' : 'statement' }, [
        shown.mark && make('span', { class: 'mark', 'data-mark': shown.mark }, []),
        heading(shown.said[0]),
        make('p', { class: 'lead' }, [lead]),
      ]),
      (shown.booking === 'large' || shown.booking === 'void') &&
        make('p', { class: 'booking ' + shown.booking }, [
          make('span', { class: 'label' }, [say('booking')]),
          make('strong', { class: 'number', 'data-booking': '' }, [order.bookingNumber]),
        ]),
      name === 'paidOther' &&
        problem(say('paidOther', { paid: money(order.payment.total), total: money(order.total) })),
      now.notice && problem(say(now.notice)),
      isListed && actions,
      shown.booking && summary(isListed),
      !isListed && actions,
    ];
  }

  function summary(isListed) {
    // While a change waits for SEQR's word, the change is what the customer is asked to confirm.
    var shown = (now.order.status === 'payable' && now.order.pending) || now.order;
    var rows = isListed ? [row('choice', say('booking'), now.order.bookingNumber)] : [];
    now.session.service.choices.forEach(function (choice) {
      var value = shown.choices[choice.key];
      (choice.options || []).forEach(function (option) {
        if (option.value === shown.choices[choice.key]) value = text(option.name);
      });
      if (value) rows.push(row('choice', text(choice.name), value));
    });
    shown.lines.forEach(function (line) {
      var amount = { amountMinor: line.totalMinor, currency: shown.total.currency };
      var name = line.name;
      now.session.service.items.forEach(function (item) {
        if (item.sku === line.sku) name = text(item.name);
      });
      rows.push(row('', line.quantity + ' × ' + name, money(amount)));
    });
    rows.push(row('total', say('total'), money(shown.total)));
    return make('section', { class: 'summary', 'aria-label': say('contents') }, [make('dl', {}, rows)]);
  }

  function row(kind, name, value) {
    return make('div', { class: kind }, [make('dt', {}, [name]), make('dd', {}, [value])]);
  }

  function offer(name) {
    var order = now.order;
    if (name === 'leave') return link('quiet', name, LEAVE_URL, say('leave'));
    if (name === 'done') return link('primary', name, LEAVE_URL, say('done'));
    if (name === 'change') return button('quiet', name, 'change', now.change);
    if (name === 'put') return button('primary', name, 'tryAgain', now.put);
    if (name === 'open') return button('primary', name, 'tryAgain', now.open);
    if (name === 'again') {
      return now.session.canOrder && button('primary', name, order ? 'tryAgain' : 'startOrder', now.again);
    }
    if (!order.walletUrl) return null;
    var wallet = link(
      'primary',
      name,
      order.walletUrl,
      say(order.wasLaunched ? 'openSeqrAgain' : 'openSeqr')
    );
    wallet.addEventListener('click', now.noteLaunch);
    return wallet;
  }

  function form() {
    var service = now.session.service;
    var total = make('output', { 'data-total': '', 'aria-live': 'polite' }, []);
    follow(function () {
      total.textContent = money({ amountMinor: now.totalMinor(), currency: service.currency });
    });
    return [
      touchable(make('a', { class: 'back', href: LEAVE_URL }, [say('leave')])),
      heading('chooseTitle'),
      now.isLive() && make('p', { class: 'lead' }, [say('openOrder', { booking: now.order.bookingNumber })]),
      now.notice && problem(say(now.notice)),
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
      add(select, [make('option', { value: each }, [String(each)])]);
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

  function heading(key) {
    return make('h1', { tabindex: '-1' }, [say(key)]);
  }

  function problem(said) {
    return make('p', { class: 'notice', 'data-kind': 'problem', role: 'alert' }, [said]);
  }

  function link(look, id, url, label) {
    return touchable(make('a', { class: 'button ' + look, id: id, href: url }, [label]));
  }

  /** While an answer is waited for, it begins nothing. */
  function button(look, id, key, press) {
    var attributes = { class: 'button ' + look, id: id, type: 'button', 'aria-disabled': now.isBusy };
    var made = make('button', attributes, [say(now.isBusy ? 'paying' : key)]);
    made.addEventListener('click', function () {
      if (!now.isBusy) press();
    });
    return touchable(made);
  }

  /** Where the style sheet's colours and measures are not known, a border has to do. */
  function touchable(element) {
    if (!KNOWS_STYLE) {
      element.style.border = '1px solid';
      element.style.minHeight = '44px';
    }
    return element;
  }

  function make(tag, attributes, parts) {
    var element = document.createElement(tag);
    Object.keys(attributes).forEach(function (name) {
      element.setAttribute(name, attributes[name]);
    });
    add(element, parts);
    return element;
  }

  /** @param parts elements, texts, or nothing */
  function add(element, parts) {
    parts.forEach(function (part) {
      if (part) element.appendChild(typeof part === 'string' ? document.createTextNode(part) : part);
    });
  }

  function text(each) {
    return words.text(each, now.session.service);
  }
})(window, document);
