// What a link to the wall says, and which frames it shows.
import { describe, expect, it } from 'vitest';
import { DEVICES } from '../../../client/devices.ts';
import { readFilters, writeFilters } from '../../../client/preview/filters.ts';
import { groupsOf } from '../../../client/preview/tiles.ts';

const tiles = (query: string) => groupsOf(readFilters(query)).flatMap((group) => group.tiles);

describe('a link', () => {
  it('says only what is not as usual', () => {
    expect(writeFilters(readFilters(''))).toBe('');
    const query = '?view=failure&device=iphone-640x960&language=fi&accent=%23aa0044';
    expect(writeFilters(readFilters(query))).toBe(query);
  });

  it('says nothing by what it says wrongly', () => {
    expect(readFilters('view=nowhere&state=constructor&accent=red&device=')).toEqual(readFilters(''));
  });
});

describe('the frames', () => {
  it('are the usual state of each view on every device, as long as nothing else is chosen', () => {
    expect(tiles('')).toHaveLength(4 * DEVICES.length);
  });

  it('can be narrowed to one: the Failure page in Finnish on a 640×960 iPhone', () => {
    const found = tiles('view=failure&device=iphone-640x960&language=fi&scale=pixels');
    expect(found).toMatchObject([
      { spec: { view: 'failure', state: 'failed', language: 'fi' }, width: 320, height: 480, scale: 2 },
    ]);
  });

  it('are turned, and lose what a keyboard covers', () => {
    const found = tiles('view=order&device=iphone-640x960&orientation=both&keyboard=open');
    expect(found.map(({ width, height, keyboardHeight }) => [width, height, keyboardHeight])).toEqual([
      [320, 480, 260],
      [480, 320, 260],
    ]);
  });

  it('of one device hang together by view, those of several by state', () => {
    expect(groupsOf(readFilters('view=cancel&state=all&device=iphone-640x960'))).toHaveLength(1);
    expect(groupsOf(readFilters('view=cancel&state=all')).length).toBeGreaterThan(10);
  });

  it('are none where no view has the state', () => {
    expect(tiles('view=success&state=noticeOffline')).toEqual([]);
  });
});
