// What the plain form is drawn of. Written for the oldest web views: no syntax after ECMAScript 5. Every text stays one:
// what is sold, said and ordered is never markup.
(function (window, document) {
  'use strict';

  /** False before Chrome 49 and Safari 9.1. */
  var KNOWS_STYLE = window.CSS && window.CSS.supports && window.CSS.supports('color', 'var(--ink)');

  window.plainDom = {
    /** Leaves the service and goes back to the app. Source: seqr-api §1. */
    LEAVE_URL: 'SEQR-ACTION://WIZARD/CANCEL',
    make: make,
    add: add,
    touchable: touchable,
    link: link,
    heading: heading,
    problem: problem,
  };

  function heading(said) {
    return make('h1', { tabindex: '-1' }, [said]);
  }

  function problem(said) {
    return make('p', { class: 'notice', 'data-kind': 'problem', role: 'alert' }, [said]);
  }

  function link(look, id, url, label) {
    return touchable(make('a', { class: 'button ' + look, id: id, href: url }, [label]));
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
})(window, document);
