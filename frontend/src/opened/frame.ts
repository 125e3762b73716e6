import type { Painted } from './paint';

/** Where and how large a map is drawn. */
export interface Frame {
  readonly start: number;
  readonly span: number;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

/** Draw pictures of tiles one over the other, the later ones on top, where the frame has them. */
export function drawTiles(
  canvas: HTMLCanvasElement,
  painted: readonly Painted[],
  { start, span, width, height, ratio }: Frame,
): void {
  const [wide, tall] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== tall) canvas.height = tall;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.imageSmoothingEnabled = false;
  context.clearRect(0, 0, wide, tall);
  // On whole pixels: where two tiles shared one, it would be neither's, and seen as a seam.
  const x = (step: number) => Math.round(((step - start) / span) * wide);
  for (const { image, start: from, steps } of painted) {
    const [left, right] = [x(from), x(from + steps)];
    context.clearRect(left, 0, right - left, tall);
    context.drawImage(image, 0, 0, image.width, image.height, left, 0, right - left, tall);
  }
}

/** From here on, cells are set apart by hair lines: of a column and of a row, in CSS pixels. */
const APART = { column: 6, row: 6 };

/** Hair lines between steps and units, where these are large enough. */
export function separate(canvas: HTMLCanvasElement, frame: Frame, units: number): void {
  const context = canvas.getContext('2d');
  const [column, row] = [frame.width / frame.span, frame.height / units];
  if (!context) return;
  const hair = Math.max(1, Math.round(frame.ratio));
  if (column >= APART.column) {
    for (let step = Math.ceil(frame.start); step < frame.start + frame.span; step++) {
      const x = Math.round((step - frame.start) * column * frame.ratio);
      context.clearRect(x - hair, 0, hair, canvas.height);
    }
  }
  if (row < APART.row) return;
  for (let unit = 1; unit <= units; unit++) {
    const y = Math.round(unit * row * frame.ratio);
    context.clearRect(0, y - hair, canvas.width, hair);
  }
}
