/** A line of a figure's numbers: exact, and none where there is none. */
export interface NumberRow {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** Numbers as RFC 4180 has them: with every digit that a double has; none is an empty field. */
export function csv(head: readonly string[], rows: readonly NumberRow[]): string {
  const lines = [head, ...rows.map(({ name, values }) => [name, ...values.map(exactly)])];
  return lines.map((fields) => fields.map(quoted).join(',') + '\r\n').join('');
}

/** The shortest text that reads back as the same double. */
function exactly(value: number | null): string {
  return value === null ? '' : String(value);
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
