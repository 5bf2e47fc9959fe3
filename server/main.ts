// The service as a process: environment → service → signals.
import { existsSync } from 'node:fs';
import { readConfig } from './config.ts';
import { SANDBOX_PASSWORD } from './desk/sandbox-operators.ts';
import { startService } from './start.ts';

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  const development = process.argv.includes('--development')
    ? await (await import('./pages/development.ts')).startDevelopment()
    : null;
  const service = await startService(config, development);
  console.log(`Ready at ${service.url}`);
  if (config.mode === 'sandbox' && config.seqr.soapUrl === null) {
    console.log(`  the wallet:          ${service.url}/sandbox`);
    console.log(
      `  the operator desk:   ${service.deskUrl} (sign in as clerk or chief, password ${SANDBOX_PASSWORD})`,
    );
    console.log(`  all there is to see: ${service.url}/`);
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void service.stop().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  // Something may already be open that would keep a useless process alive.
  process.exit(1);
}
