// Draws the plain form into the document, in its words and with its style sheet, for web views that cannot run the page.
// Written for the oldest of them: no syntax after ECMAScript 5.
(function (window, document) {
  'use strict';
  // Below this even the form cannot work: the document's own text stays.
  if (!window.XMLHttpRequest || !window.crypto || !window.crypto.getRandomValues) return;

  var dom = window.plainDom;
  var make = dom.make;
  var add = dom.add;
  var link = dom.link;
  var spoken = JSON.parse(document.getElementById('carried').textContent).first;
  var words = window.plainWords(spoken);
  var say = words.say;
  var money = words.money;
  var main = make('main', { 'data-form': 'plain' }, []);
  /** What stands on the screen, to draw nothing twice. */
  var drawn = '';

  var app = document.getElementById('app');
  app.textContent = '';
  app.appendChild(main);
  var now = window.plainOrder(window.earlySession, viewOf(window.location), spoken.language, draw);
  var composing = window.plainComposing(now, words, draw, button);
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
    var key = [name, now.notice, now.isBusy, composing.fault(), order].join(' ');
    if (key === drawn) return;
    var held = document.activeElement && document.activeElement.id;
    var isMove = document.getElementsByTagName('h1').length > 0;
    drawn = key;
    main.textContent = '';
    main.setAttribute('data-screen', name);
    if (now.session) document.title = text(now.session.service.name);
    add(main, [make('p', { class: 'service-name' }, [document.title])]);
    if (name === 'loading')
      return add(main, [make('p', { class: 'loading' }, [make('span', { class: 'spinner' }, [])])]);
    add(main, name === 'choose' ? composing.form() : statement(name));
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
        dom.heading(say(shown.said[0])),
        make('p', { class: 'lead' }, [lead]),
      ]),
      (shown.booking === 'large' || shown.booking === 'void') &&
        make('p', { class: 'booking ' + shown.booking }, [
          make('span', { class: 'label' }, [say('booking')]),
          make('strong', { class: 'number', 'data-booking': '' }, [order.bookingNumber]),
        ]),
      name === 'paidOther' &&
        dom.problem(say('paidOther', { paid: money(order.payment.total), total: money(order.total) })),
      now.notice && dom.problem(say(now.notice)),
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
    if (name === 'leave') return link('quiet', name, dom.LEAVE_URL, say('leave'));
    if (name === 'done') return link('primary', name, dom.LEAVE_URL, say('done'));
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

  /** While an answer is waited for, it begins nothing. */
  function button(look, id, key, press) {
    var attributes = { class: 'button ' + look, id: id, type: 'button', 'aria-disabled': now.isBusy };
    var made = make('button', attributes, [say(now.isBusy ? 'paying' : key)]);
    made.addEventListener('click', function () {
      if (!now.isBusy) press();
    });
    return dom.touchable(made);
  }

  function text(each) {
    return words.text(each, now.session.service);
  }
})(window, document);
