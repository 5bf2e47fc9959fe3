// The definition's images: what is in their files, and how the page gets them. Knows no request and no item.
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { Image } from '../../shared/service.ts';

/** What an image's file holds; sizes in pixels, or in a drawing's own units. */
export interface ImageFile {
  file: string;
  width: number;
  height: number;
  /** True for SVG, which is sharp at every size. */
  isDrawing: boolean;
  hasAlpha: boolean;
}

export type ImageType = 'image/svg+xml' | 'image/avif' | 'image/webp' | 'image/jpeg' | 'image/png';

/** An image as it is sent. */
export interface ServedImage {
  /** Where the page asks for it. */
  path: string;
  file: string;
  /** To be brought to this size; null: sent as it is. */
  pixels: { width: number; height: number } | null;
  /** What everybody can show. */
  type: ImageType;
  /** What is smaller, for those who accept it; the smallest first. */
  smallerTypes: ImageType[];
}

/** Reads an image's file. @throws {Error} when it is not there, or broken */
export async function readImage(file: string): Promise<ImageFile> {
  const content = await readFile(file);
  const { format, autoOrient, hasAlpha } = await sharp(content).metadata();
  // Metadata stand at its beginning: that the rest is missing shows only to those who read it.
  await sharp(content).resize(1).toBuffer();
  return { file, ...autoOrient, isDrawing: format === 'svg', hasAlpha };
}

/** For what an image is used, and how large the page shows it at most, in CSS pixels: see client/style.css.
 *  One file for all screens, of three pixels for each of those: 192 × 192 take 0.6 KB of AVIF more than 96 × 96, and
 *  with several in a `srcset` an image's natural size would no longer tell whether it is sharp. */
const USES = {
  // 3.5rem, and a tablet's rem is 18 px.
  item: { folder: '/images', room: 56, shown: 63, pixels: 192 },
  logo: { folder: '/logo', room: 40, shown: 40, pixels: 120 },
};
export type ImageUse = keyof typeof USES;

/** Why the image would be blurred, or null: everything on the page has twice the pixels that it is shown with. */
export function whyBlurred(use: ImageUse, { width, height, isDrawing }: ImageFile): string | null {
  const least = 2 * USES[use].shown;
  const isEnough = height >= least && (use === 'logo' || width >= least);
  if (isDrawing || isEnough) return null;
  const needed = use === 'logo' ? `a height of at least ${least}` : `at least ${least}×${least}`;
  return `is ${width}×${height} pixels, it needs ${needed}`;
}

/** The image for the page and for the server: an item's is cut to a square, a logo keeps its form.
 *  @param name of the file in the definition */
export function placeImage(use: ImageUse, name: string, file: ImageFile): Image & { served: ServedImage } {
  const { folder, room, pixels } = USES[use];
  const ratio = use === 'logo' ? file.width / file.height : 1;
  const src = `${folder}/${name}`;
  // Never enlarged: that would be bytes without a picture.
  const height = Math.min(pixels, file.height, use === 'logo' ? pixels : file.width);
  return {
    src,
    width: Math.round(room * ratio),
    height: room,
    served: {
      path: src,
      file: file.file,
      pixels: file.isDrawing ? null : { width: Math.round(height * ratio), height },
      type: file.isDrawing ? 'image/svg+xml' : file.hasAlpha ? 'image/png' : 'image/jpeg',
      smallerTypes: file.isDrawing ? [] : ['image/avif', 'image/webp'],
    },
  };
}

/** Makes the image as one of its types. @throws {Error} when its file is no longer what it was at the start */
export async function renderImage(
  { file, pixels }: ServedImage,
  type: ImageType,
): Promise<Buffer<ArrayBuffer>> {
  const content = await readFile(file);
  if (type === 'image/svg+xml') return content;
  const image = sharp(content)
    .autoOrient()
    .resize({ fit: 'cover', ...pixels });
  switch (type) {
    case 'image/avif':
      return image.avif().toBuffer();
    case 'image/webp':
      return image.webp().toBuffer();
    case 'image/jpeg':
      return image.jpeg({ mozjpeg: true }).toBuffer();
    case 'image/png':
      return image.png().toBuffer();
  }
}
