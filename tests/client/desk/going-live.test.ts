// Choosing codes for a sheet, a table that becomes one, and the doctor's findings in the order in which they matter.
import { describe, expect, it } from 'vitest';
import { CheckupPage, groupsOf, summaryOf } from '../../../client/desk/checkup/checkup-page.svelte.ts';
import { CodesPage } from '../../../client/desk/codes/codes-page.svelte.ts';
import type { Finding, Verdict } from '../../../shared/desk/checkup.ts';
import { openDesk } from './desk-stage.ts';
import { CHECKUP } from './going-live-fixtures.ts';
import { problem } from './scripted-desk.ts';

async function openCodes() {
  const { desk, ...stage } = await openDesk('#/codes');
  const saved: string[] = [];
  const page = new CodesPage(desk, (_file, name) => saved.push(name));
  await page.list.load();
  return { desk, page, saved, ...stage };
}
const TABLE = new File(['jetty\n7\n'], 'all jetties.csv', { type: 'application/vnd.ms-excel' });

describe('a sheet', () => {
  it('has every code that can be printed, until some are left out', async () => {
    const { page } = await openCodes();
    expect(page.chosen.map(({ key }) => key)).toEqual(['jetty-7', 'landing_place_name-7', 'plain']);
    // One cannot be printed: all there are would be refused.
    expect(page.sheet).toBe(
      '/desk/api/codes/sheet.pdf?form=stickers&key=jetty-7&key=landing_place_name-7&key=plain',
    );
    page.choose('plain', false);
    page.choose('jetty-7', false);
    page.choose('jetty-7', true);
    page.form = 'tent';
    expect(page.sheet).toBe('/desk/api/codes/sheet.pdf?form=tent&key=jetty-7&key=landing_place_name-7');
    page.chooseAll(false);
    expect(page.sheet).toBeNull();
    page.chooseAll(true);
    expect(page.chosen).toHaveLength(3);
  });

  it('names none where all are meant', async () => {
    const { page, backend } = await openCodes();
    backend.codes = backend.codes.filter(({ fault }) => fault === null);
    await page.list.load();
    expect(page.sheet).toBe('/desk/api/codes/sheet.pdf?form=stickers');
  });
});

describe('a table', () => {
  it('becomes a download that is called after it, once however often the button is pressed', async () => {
    const { page, saved, backend, hold } = await openCodes();
    await page.printTable();
    expect(backend.calls(/^POST/)).toEqual([]);
    page.takeTable(TABLE);
    const letGo = hold(/POST codes/);
    const first = page.printTable();
    await page.printTable();
    await letGo();
    await first;
    expect(saved).toEqual(['all jetties-stickers.pdf']);
    expect(page.made).toContain('all jetties-stickers.pdf');
    expect(backend.calls(/^POST/)).toMatchObject([{ path: 'codes/sheet?form=stickers', csrf: 'csrf-1' }]);
  });

  it('tells each of its faults, and forgets them with the next one', async () => {
    const { page, saved, backend } = await openCodes();
    backend.fail(/POST codes/, problem(422, 'table-invalid', 'No', 'line 2: wrong\nline 3: worse'));
    page.takeTable(TABLE);
    await page.printTable();
    expect(page.faults).toEqual(['line 2: wrong', 'line 3: worse']);
    page.takeTable(TABLE);
    expect(page.faults).toEqual([]);
    backend.fail(/POST codes/, 'cut');
    await page.printTable();
    expect(page.faults).toEqual(['No answer came. Check the network, then try again.']);
    expect([saved, page.made]).toEqual([[], null]);
  });
});

describe('the findings', () => {
  it('stand with the gravest first, and say in a word how things are', () => {
    expect(groupsOf(CHECKUP).map(({ verdict, findings }) => [verdict, findings.length])).toEqual([
      ['fault', 2],
      ['warning', 1],
      ['not-tried', 1],
      ['ok', 2],
    ]);
  });

  it.each<[Verdict[], boolean, RegExp, RegExp]>([
    [['fault', 'ok'], false, /^Not ready: one thing is/, /^Do not go live/],
    [['fault', 'fault'], false, /^Not ready: 2 things are/, /^Do not/],
    [
      ['warning', 'ok', 'not-tried'],
      true,
      /^Nothing stands/,
      /: 1 should be otherwise, 1 could not be tried\.$/,
    ],
    [['ok'], true, /^Ready to go live$/, /^Everything/],
  ])('%j', (verdicts, isReady, title, text) => {
    const findings = verdicts.map((verdict, id): Finding => ({
      id: String(id),
      title: '',
      verdict,
      found: '',
      why: '',
      mend: null,
    }));
    const summary = summaryOf({ isReady, findings });
    expect(summary.isGood).toBe(isReady);
    expect(summary.title).toMatch(title);
    expect(summary.text).toMatch(text);
  });

  it('are looked at anew, once at a time, and the outcome is said aloud', async () => {
    const { desk, backend, hold } = await openDesk('#/checkup');
    const page = new CheckupPage(desk);
    await page.look();
    expect(desk.announcer.text).toBe('Not ready: 2 things are to be mended');
    backend.checkup = { ...CHECKUP, isReady: true, findings: [] };
    const letGo = hold(/GET checkup/);
    const looking = page.look();
    await page.look();
    await letGo();
    await looking;
    expect(backend.calls(/GET checkup/)).toHaveLength(2);
    expect(desk.announcer.text).toBe('Ready to go live');
    backend.fail(/GET checkup/, 'cut');
    await page.look();
    expect([page.checkup.value?.isReady, page.checkup.problem?.code]).toEqual([true, 'offline']);
  });
});
