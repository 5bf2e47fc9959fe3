// What somebody is told who cannot sign in. Never which of name and password was wrong: that would help others.
import type { DeskProblem } from '../desk-problem.ts';

export function signInTrouble(problem: DeskProblem | null): string {
  if (problem === null) return '';
  if (problem.code === 'sign-in-refused') return 'Name and password do not belong together. Check both.';
  if (problem.code === 'sign-in-locked') {
    return `Too many wrong tries. ${problem.detail ?? 'Wait a few minutes before you try again.'}`;
  }
  return problem.text;
}
