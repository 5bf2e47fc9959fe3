// /desk/api/checkup: is everything ready to go live? Looked at anew each time that somebody asks.
import { Hono } from 'hono';
import type { Env } from '../env.ts';
import type { DeskParts } from './desk.ts';

export function deskCheckupRoutes({ checkUp }: Pick<DeskParts, 'checkUp'>) {
  return new Hono<Env>().get('/', async (c) => c.json(await checkUp()));
}
