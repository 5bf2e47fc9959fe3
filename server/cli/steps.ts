// What a long run of steps tells while it goes on: a line for each, and on a terminal how long the present one takes. Takes
// no keys, so that Ctrl-C stays what it is.
import type { StepResult } from '../certify/step.ts';
import { duration, stepName } from '../certify/report-words.ts';
import type { Counter } from './command.ts';

const EVERY_MS = 1_000;
const CLEAR_LINE = '\r\u001b[K';

export interface ShownSteps {
  tell: (text: string) => void;
  onStep: (step: Pick<StepResult, 'section' | 'title'>, number: number, all: number) => void;
  onResult: (result: StepResult) => void;
  stop: () => void;
}

export function showSteps({ world, isJson, tell: say }: Counter): ShownSteps {
  const isLive = world.isTty && !isJson;
  let since = Date.now();
  let doing = '';
  const timer = isLive ? setInterval(show, EVERY_MS) : null;

  function show(): void {
    if (isLive && doing !== '')
      world.stderr.write(`${CLEAR_LINE}${doing} ${Math.floor((Date.now() - since) / 1000)} s`);
  }
  function tell(text: string): void {
    if (isLive) world.stderr.write(CLEAR_LINE);
    for (const line of text.split('\n')) say(line);
  }

  return {
    tell,
    onStep: (step, number, all) => {
      since = Date.now();
      doing = `[${number}/${all}] ${stepName(step)} …`;
      show();
    },
    onResult: (result) => {
      doing = '';
      const { verdict, tookMs, reason } = result;
      const why = reason === null ? '' : `: ${reason}`;
      tell(`${stepName(result)}: ${verdict} (${duration(tookMs)})${why}`);
    },
    stop: () => {
      doing = '';
      if (timer) clearInterval(timer);
      if (isLive) world.stderr.write(CLEAR_LINE);
    },
  };
}
