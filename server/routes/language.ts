// Which of the service's languages somebody reads.

/** @param acceptLanguage as the browser sends it (RFC 9110 §12.5.4)
 *  @param languages the service's; the first is the default
 *  @returns one of them: the likeliest that is asked for, "sv-FI" counting as "sv" */
export function chooseLanguage(acceptLanguage: string | undefined, languages: readonly string[]): string {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      return { tag, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    const found = languages.find(
      (language) => tag === language.toLowerCase() || tag.startsWith(`${language.toLowerCase()}-`),
    );
    if (found !== undefined) return found;
  }
  return languages[0] ?? 'en';
}
