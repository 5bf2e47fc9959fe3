// What somebody visits with, as the browser says it. Knows no page.

/** `other`: a desk's computer, or what cannot be told from one. */
export type Device = 'android' | 'ios' | 'other';

/** Only as good as the browser's word: an iPad calls itself a Macintosh by default, a tester's desktop a phone. So it may
 *  decide what stands first, never what can be reached.
 *  @param userAgent as the browser sends it (RFC 9110 §10.1.5) */
export function deviceOf(userAgent: string | undefined): Device {
  const text = userAgent ?? '';
  // Phones of Microsoft name both others, and have neither's store.
  if (/Windows Phone|IEMobile/i.test(text)) return 'other';
  if (/\b(iPhone|iPad|iPod)\b/i.test(text)) return 'ios';
  return /\bAndroid\b/i.test(text) ? 'android' : 'other';
}
