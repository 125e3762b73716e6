/** Data and its texts, which are looked up when they are read: in the language of then. */
export function told<const Data extends object, Texts extends object>(
  data: Data,
  texts: () => Texts,
): Data & Readonly<Texts> {
  const own = Object.keys(texts()).map((key) => [
    key,
    { enumerable: true, get: () => texts()[key as keyof Texts] },
  ]);
  return Object.defineProperties(
    { ...data },
    Object.fromEntries(own) as PropertyDescriptorMap,
  ) as Data & Readonly<Texts>;
}
