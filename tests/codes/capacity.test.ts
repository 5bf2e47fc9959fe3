// What fits into a code of version 4 at level M, and what is said when it does not.
import { expect, test } from 'vitest';
import { CodeError, makeCode } from '../../server/codes/code.ts';
import { serviceCode } from '../../server/seqr/mapping.ts';

function faultOf(url: string): string {
  try {
    makeCode(url);
  } catch (error) {
    if (error instanceof CodeError) return error.message;
    throw error;
  }
  throw new Error(`${url} fits`);
}

test('50 characters are what the vendor allows; 51 are made, with a warning that names the mend', () => {
  const fifty = serviceCode('ARCHIPELAGO', { departure: '123456789' });
  expect(fifty).toHaveLength(50);
  expect(makeCode(fifty).warning).toBeNull();
  expect(makeCode(serviceCode('ARCHIPELAGOS', { departure: '123456789' })).warning).toBe(
    '51 characters, the vendor allows 50; with the parameter named "d" instead of "departure" it has 43',
  );
});

test('version 4 at level M holds 90 characters of QR’s own alphabet, or 62 others', () => {
  const base = 'HTTP://SEQR.SE/000/';
  expect(makeCode(base + 'A'.repeat(90 - base.length)).characters).toBe(90);
  expect(faultOf(base + 'A'.repeat(91 - base.length))).toMatch(
    /^91 characters, 1 more than a code of version 4/,
  );
  // All but the base in bytes, after a change of segments: fewer than 90, more than 62.
  const lengths = Array.from({ length: 60 }, (_, i) => base + 'a'.repeat(i));
  const most = lengths.filter((url) => {
    try {
      return makeCode(url).url;
    } catch {
      return false;
    }
  });
  expect(most.at(-1)).toHaveLength(66);
});

test('what does not fit is refused with the shortest name that would', () => {
  // The vendor's own example is of this kind: two long parameters, 74 characters.
  const url = serviceCode('ARCHIPELAGOFERRY', { departureJetty: '7', arrivalJettyNumber: '12' });
  const fault = faultOf(url);
  expect(fault).toMatch(
    /^74 characters, 3 more than a code of version 4 at level M holds here; with the parameters named "a" instead of "arrivalJettyNumber" and "d" instead of "departureJetty" it has 44$/,
  );
  expect(serviceCode('ARCHIPELAGOFERRY', { d: '7', a: '12' })).toHaveLength(44);
});

test('the number that is too many is right to the letter', () => {
  for (const extra of [1, 2, 5, 17]) {
    const url = `HTTP://SEQR.SE/000/FERRY?jetty=${'x'.repeat(37 + extra)}`;
    const [, tooMany] = /, (\d+) more than/.exec(faultOf(url)) ?? [];
    expect(() => makeCode(url.slice(0, -Number(tooMany)))).not.toThrow();
    expect(() => makeCode(url.slice(0, -Number(tooMany) + 1 || undefined))).toThrow(CodeError);
  }
});

test('a letter that another parameter has is not given twice', () => {
  const url = serviceCode('F'.repeat(20), { departure: '1', d: '2', destination: '3' });
  expect(makeCode(url).warning ?? '').toContain('"e" instead of "destination"');
  const both = serviceCode('F'.repeat(15), { departure: '1', destination: '3', e: '1' });
  expect(makeCode(both).warning ?? '').toContain('"d" instead of "destination"');
});

test('where no name is short enough it says what else is too long, and by how much', () => {
  const url = serviceCode('FERRY', { jetty: 'the-northern-pier-behind-the-old-lighthouse' });
  expect(faultOf(url)).toMatch(
    /with the parameter named "j" instead of "jetty" it has 70; the value "the-northern-pier-behind-the-old-lighthouse", or the service id "FERRY", is still 20 too long for 50 characters$/,
  );
  const long = serviceCode('F'.repeat(80), {});
  expect(faultOf(long)).toMatch(/the service id "F{80}" is 49 too long for 50 characters$/);
});

test('letters that a URL writes as three characters each are told', () => {
  const url = serviceCode('FERRY', { j: 'Fjäderholmarnas södra ångbåtsbrygga' });
  expect(faultOf(url)).toMatch(/\(a letter such as "ä" takes 6; A-Z, a-z and 0-9 take one each\)/);
});

test('a service id with letters that no URL has is refused', () => {
  for (const id of ['FÄRJA', 'MY FERRY', 'F\n']) {
    expect(faultOf(`HTTP://SEQR.SE/000/${id}`)).toMatch(/cannot stand in a code/);
  }
});
