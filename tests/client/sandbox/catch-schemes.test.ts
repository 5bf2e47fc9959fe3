// What the wallet in the browser catches, and what it leaves alone.
import { describe, expect, it } from 'vitest';
import { catchSchemes, parseAppUrl, type AppRequest } from '../../../client/sandbox/catch-schemes.ts';
import { calm } from '../page-stage.ts';

describe('the app’s addresses', () => {
  it.each([
    ['seqr://SEQR.SE/R1234567890', { kind: 'bill', invoiceReference: '1234567890' }],
    ['seqr-demo://SEQR.SE/R007', { kind: 'bill', invoiceReference: '007' }],
    ['SEQR-ACTION://WIZARD/CANCEL', { kind: 'leave' }],
    ['seqr-action://WIZARD/CANCEL', { kind: 'leave' }],
    ['seqr://SEQR.SE/R12x', { kind: 'unknown', url: 'seqr://SEQR.SE/R12x' }],
    ['seqr-action://WIZARD/JUMP', { kind: 'unknown', url: 'seqr-action://WIZARD/JUMP' }],
    ['market://details?id=x', { kind: 'store', url: 'market://details?id=x' }],
    ['https://apps.apple.com/app/id1', { kind: 'store', url: 'https://apps.apple.com/app/id1' }],
    ['https://seqr.se/R123', null],
    ['https://service.example/order#seqr://SEQR.SE/R1', null],
  ])('%s', (url, request) => {
    expect(parseAppUrl(url)).toEqual(request);
  });
});

class FakeFrame extends EventTarget {
  contentWindow = Object.assign(new EventTarget(), { navigation: new EventTarget() });

  /** A new document has a Navigation object of its own. */
  loadDocument() {
    this.contentWindow = Object.assign(new EventTarget(), { navigation: new EventTarget() });
  }

  async navigate(url: string): Promise<boolean> {
    const event = Object.assign(new Event('navigate', { cancelable: true }), { destination: { url } });
    const goesOn = this.contentWindow.navigation.dispatchEvent(event);
    await calm();
    return goesOn;
  }
}

function watch() {
  const frame = new FakeFrame();
  const requests: AppRequest[] = [];
  let tick: () => void = () => undefined;
  const timers = {
    setInterval: (callback: () => void) => {
      tick = callback;
      return 1;
    },
    clearInterval: () => (tick = () => undefined),
  };
  const stop = catchSchemes(frame, (request) => requests.push(request), timers);
  return { frame, requests, stop, tick: () => tick() };
}

describe('catching', () => {
  it('prevents a navigation into the app, and lets every other one go on', async () => {
    const { frame, requests } = watch();
    expect(await frame.navigate('seqr://SEQR.SE/R1')).toBe(false);
    expect(await frame.navigate('https://service.example/success')).toBe(true);
    expect(requests).toEqual([{ kind: 'bill', invoiceReference: '1' }]);
  });

  it('finds the new document before it has finished loading', async () => {
    const { frame, requests, tick } = watch();
    frame.loadDocument();
    tick();
    await frame.navigate('seqr://SEQR.SE/R2');
    expect(requests).toHaveLength(1);
  });

  it('catches once after any number of loads', async () => {
    const { frame, requests, tick } = watch();
    frame.dispatchEvent(new Event('load'));
    tick();
    await frame.navigate('seqr://SEQR.SE/R3');
    expect(requests).toHaveLength(1);
  });

  it('stops', async () => {
    const { frame, requests, stop } = watch();
    stop();
    expect(await frame.navigate('seqr://SEQR.SE/R4')).toBe(true);
    expect(requests).toEqual([]);
  });
});
