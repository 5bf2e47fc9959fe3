// The definition's images, each in the best type that the asker accepts. Made at first use, and kept. Knows no item.
import { Hono } from 'hono';
import { accepts } from 'hono/accepts';
import { etag } from 'hono/etag';
import { renderImage } from '../service/images.ts';
import type { ImageType, ServedImage } from '../service/images.ts';
import { byName } from './by-name.ts';
import type { Env } from './env.ts';

/** Each image has a route of its own: a path that is none of theirs leads nowhere. */
export function imageRoutes(images: ServedImage[]) {
  const app = new Hono<Env>();
  // Bounded by the definition: so many images in so many types. What is being made is waited for, not made twice.
  const made = new Map<string, ReturnType<typeof renderImage>>();
  const madeOnce = (image: ServedImage, type: ImageType) => {
    const key = `${type} ${image.path}`;
    const known = made.get(key);
    if (known) return known;
    const making = renderImage(image, type);
    making.catch(() => made.delete(key));
    made.set(key, making);
    return making;
  };

  for (const image of images) {
    app.get(image.path, etag(), async (c) => {
      const type = accepts(c, {
        header: 'Accept',
        supports: image.smallerTypes,
        default: image.type,
        match: byName,
      }) as ImageType;
      if (image.smallerTypes.length > 0) c.header('vary', 'Accept');
      // A changed image arrives with the visit after the next at the latest, and nobody waits to hear that none has.
      c.header('cache-control', 'public, max-age=3600, stale-while-revalidate=604800');
      return c.body(await madeOnce(image, type), 200, { 'content-type': type });
    });
  }
  return app;
}
