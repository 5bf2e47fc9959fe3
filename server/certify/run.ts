// One certification with everything around it: the service in this process, its recorded calls, the phone, the report.
import { readFile } from 'node:fs/promises';
import type { Config } from '../config.ts';
import { createPools } from '../seqr/client.ts';
import { isReachable } from '../seqr/send.ts';
import { startService } from '../start.ts';
import { systemClock } from '../world.ts';
import type { Bench } from './bench.ts';
import { certify } from './certify.ts';
import type { Watching } from './certify.ts';
import { Own } from './own.ts';
import { PersonPhone, VISIT } from './person-phone.ts';
import { appUrlOf } from './place.ts';
import type { Place } from './place.ts';
import { Recorder } from './recorder.ts';
import { Redactor } from './redact.ts';
import { makeReport } from './report.ts';
import type { Report } from './report.ts';
import { SimulatedPhone } from './simulated-phone.ts';

interface Surroundings extends Omit<Watching, 'reachSeqr'>, Pick<Bench, 'tell' | 'signal'> {}

/** The service has not started: nothing was done. */
export class NotStarted extends Error {
  override readonly name = 'NotStarted';
}

/** @throws {NotStarted} @throws {Error} when it broke off: then nobody knows what is left at SEQR */
export async function runCertification(
  { kind, config }: Place,
  { tell, signal, ...watching }: Surroundings,
): Promise<Report> {
  const software = await nameOfSoftware();
  const recorder = new Recorder(createPools(), systemClock);
  const service = await startService(config, null, recorder).catch((cause: unknown) => {
    throw new NotStarted('the service has not started', { cause });
  });
  try {
    const { shop } = service;
    const redactor = redactorOf(config, Object.values(shop.definition.parameters));
    const { serviceId, clientId } = config.seqr;
    const soapUrl = config.seqr.soapUrl ?? `${service.url}/simulator/soap`;
    const isLive = kind === 'live';
    const bench: Bench = {
      ...{ shop, recorder, signal, deskUrl: service.deskUrl },
      own: new Own(shop),
      sendsReceipts: config.outbox.receipts !== null,
      tell: (text) => tell(redactor.text(text)),
      phone: isLive
        ? new PersonPhone(serviceId, () => bench)
        : new SimulatedPhone(
            {
              ...{ serviceId, fetch, serviceUrl: service.url, appUrl: appUrlOf(soapUrl) },
              onToken: (token) => redactor.learn(token),
            },
            () => bench,
          ),
    };
    const certified = await certify(bench, {
      ...watching,
      onResult: (result) => watching.onResult(redactor.all({ ...result, proofs: [] })),
      reachSeqr: () => isReachable(soapUrl),
    });
    const subject = {
      ...{ clientId, software, timeZone: config.timeZone },
      service: Object.values(shop.definition.service.name)[0] ?? shop.definition.service.id,
      seqr: kind === 'own' ? 'the simulated SEQR in this process' : new URL(soapUrl).host,
      how: isLive ? 'a person with a phone' : 'the simulated wallet',
    };
    return makeReport(certified, recorder.exchanges, subject, redactor);
  } finally {
    await service.stop();
  }
}

function redactorOf({ seqr, secretKey, outbox }: Config, parameters: string[]): Redactor {
  const { sms, webhook } = outbox;
  const secrets = [
    ...[seqr.terminalId, seqr.terminalPassword, seqr.resellerId, seqr.resellerUserId, seqr.resellerPassword],
    secretKey,
    ...('password' in sms ? [sms.password] : []),
    ...(webhook ? [webhook.secret] : []),
  ];
  return new Redactor(secrets, [...parameters, VISIT]);
}

async function nameOfSoftware(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return `${name} ${version}`;
}
