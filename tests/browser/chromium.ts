// Which browser the suite runs in: the one it is given by CHROMIUM_PATH, else the one inside an npm package.
import { execFileSync } from 'node:child_process';
import packed from '@sparticuz/chromium';

/** Our own flags: the package's would switch web security off and hide faults of our policies. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-zygote',
  '--disable-dev-shm-usage',
  '--disable-quic',
];

/** @returns the path of a Chromium that starts here
 *  @throws {Error} that says what to do, when there is none: the suite is never skipped */
export async function findChromium(): Promise<string> {
  const given = process.env['CHROMIUM_PATH'];
  const path = given ?? (await packed.executablePath());
  try {
    const version = execFileSync(path, ['--version', '--no-sandbox'], {
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
    // Playwright reads this file in every worker; the first one says it for all.
    if (process.env['TEST_WORKER_INDEX'] === undefined) {
      console.log(`Browser: ${version}, ${given ? 'given by CHROMIUM_PATH' : 'from its npm package'}`);
    }
    return path;
  } catch (error) {
    throw new Error(
      'No Chromium starts here. Name one by CHROMIUM_PATH=/path/to/chromium (on Debian: apt-get install chromium).',
      { cause: error },
    );
  }
}
