// The doctor's findings, by how much they matter, and looking anew.
import type { Checkup, Finding, Verdict } from '../../../shared/desk/checkup.ts';
import type { Desk } from '../desk.svelte.ts';
import { Loaded } from '../loaded.svelte.ts';

/** What is to be mended stands first. */
const ORDER: Verdict[] = ['fault', 'warning', 'not-tried', 'ok'];

export class CheckupPage {
  readonly #desk: Pick<Desk, 'announcer'>;
  readonly checkup: Loaded<Checkup>;

  constructor(desk: Pick<Desk, 'api' | 'announcer'>) {
    this.#desk = desk;
    this.checkup = new Loaded(() => desk.api.checkup());
  }

  async look() {
    if (this.checkup.isLoading) return;
    await this.checkup.load();
    const { value, problem } = this.checkup;
    if (value !== null && problem === null) this.#desk.announcer.say(summaryOf(value).title);
  }
}

/** Those that there are, the gravest first. */
export function groupsOf({
  findings,
}: Pick<Checkup, 'findings'>): { verdict: Verdict; findings: Finding[] }[] {
  return ORDER.map((verdict) => ({
    verdict,
    findings: findings.filter((finding) => finding.verdict === verdict),
  })).filter(({ findings: some }) => some.length > 0);
}

export interface Summary {
  isGood: boolean;
  title: string;
  text: string;
}

export function summaryOf({ isReady, findings }: Pick<Checkup, 'isReady' | 'findings'>): Summary {
  const count = (wanted: Verdict) => findings.filter(({ verdict }) => verdict === wanted).length;
  if (!isReady) {
    const faults = count('fault');
    const title = `Not ready: ${faults === 1 ? 'one thing is' : `${faults} things are`} to be mended`;
    return { isGood: false, title, text: 'Do not go live with this. Each says what to do next.' };
  }
  const rest = [
    { count: count('warning'), what: 'should be otherwise' },
    { count: count('not-tried'), what: 'could not be tried' },
  ].filter((each) => each.count > 0);
  if (rest.length === 0) {
    return { isGood: true, title: 'Ready to go live', text: 'Everything is as it should be.' };
  }
  const told = rest.map((each) => `${each.count} ${each.what}`).join(', ');
  return { isGood: true, title: 'Nothing stands in the way', text: `Look at the rest first: ${told}.` };
}
