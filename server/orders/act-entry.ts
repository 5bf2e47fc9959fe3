// An act on its way into the log: who, when, what and why, with the seal that only this service can make.
import type { Act, Entry } from '../store/acts.ts';
import type { Shop } from './shop.ts';

/** @param told the act; without a reason where no money moves */
export function actEntry(
  { clock, secrets }: Pick<Shop, 'clock' | 'secrets'>,
  {
    reason = null,
    detail = {},
    ...told
  }: Omit<Act, 'at' | 'reason' | 'detail'> & Partial<Pick<Act, 'reason' | 'detail'>>,
): Entry {
  return { act: { at: clock.now(), reason, detail, ...told }, seal: secrets.sealAct };
}
