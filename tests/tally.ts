// Counts the tests of both runners from their reports, in one line; fails when one of them left none.
import { readFileSync } from 'node:fs';

interface VitestReport {
  numPassedTests: number;
  numTotalTests: number;
  success: boolean;
}
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}
interface Tally {
  passed: number;
  failed: number;
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(`test-results/${file}`, 'utf8'));
  } catch {
    return null;
  }
}

function ofVitest(): Tally | null {
  const report = read('vitest.json') as VitestReport | null;
  if (!report) return null;
  const failed = report.numTotalTests - report.numPassedTests;
  // A file that does not even load has no tests to count, and an error between tests belongs to none.
  return { passed: report.numPassedTests, failed: report.success ? failed : Math.max(1, failed) };
}

function ofPlaywright(): Tally | null {
  const report = read('browser.json') as PlaywrightReport | null;
  if (!report) return null;
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + skipped };
}

const tallies = [ofVitest(), ofPlaywright()];
const passed = tallies.reduce((sum, tally) => sum + (tally?.passed ?? 0), 0);
const failed = tallies.reduce((sum, tally) => sum + (tally?.failed ?? 1), 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
