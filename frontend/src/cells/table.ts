/** A mapping by name without a prototype: `constructor` is a name like any other. */
export type Table<T> = Record<string, T>;

export function table<T>(entries: Iterable<readonly [string, T]> = []): Table<T> {
  const result = Object.create(null) as Table<T>;
  for (const [name, value] of entries) result[name] = value;
  return result;
}

export function mapTable<T, U>(from: Readonly<Table<T>>, map: (value: T, name: string) => U) {
  return table(Object.entries(from).map(([name, value]) => [name, map(value, name)] as const));
}
