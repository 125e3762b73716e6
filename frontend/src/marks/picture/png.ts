import { fontsIn } from './fontFaces';

/** Pixels of the picture for each of the page's. */
const SCALE = 2;

/** A picture in SVG as PNG, in the page's own faces. Fails where it is too large for a canvas. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await withFonts(svg))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width * SCALE;
  canvas.height = image.height * SCALE;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error(`A picture of ${canvas.width} × ${canvas.height} is too large.`);
  return blob;
}

/** A picture that is drawn as an image sees no face of the page, so it takes them along. */
async function withFonts(svg: string): Promise<string> {
  const style = `<style>${await fontsIn(svg)}</style>`;
  return svg.replace('</title>', `</title>${style}`);
}
