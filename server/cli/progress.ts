// A bar while something takes long: for people, and only where it is seen.
import { progress } from '@clack/prompts';
import type { Counter } from './command.ts';

export interface Progress {
  /** @param done how much of all is done by now */
  to: (done: number) => void;
  stop: () => void;
}

/** @param all how much there is to do */
export function showProgress({ world, isJson }: Counter, message: string, all: number): Progress {
  if (!world.isTty || isJson) return { to: () => undefined, stop: () => undefined };
  const bar = progress({ max: all, output: world.stderr, withGuide: false });
  bar.start(message);
  let shown = 0;
  return {
    to: (done) => {
      bar.advance(done - shown);
      shown = done;
    },
    stop: () => bar.clear(),
  };
}
