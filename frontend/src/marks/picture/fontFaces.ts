/** The page's faces that a picture names, as style rules with the faces' files in them. */
export async function fontsIn(svg: string): Promise<string> {
  const faces = [...document.styleSheets].flatMap(facesOf);
  const needed = faces.filter(({ family }) => svg.includes(family));
  return (await Promise.all(needed.map(embedded))).join('');
}

interface Face {
  readonly family: string;
  readonly rule: CSSFontFaceRule;
  /** What addresses in the rule are relative to. */
  readonly base: string;
}

function facesOf(sheet: CSSStyleSheet): readonly Face[] {
  const base = sheet.href ?? document.baseURI;
  return [...sheet.cssRules]
    .filter((rule) => rule instanceof CSSFontFaceRule)
    .map((rule) => ({ rule, base, family: valueOf(rule, 'font-family').replace(/["']/g, '') }));
}

const DESCRIPTORS = ['font-family', 'font-style', 'font-weight', 'unicode-range'];

async function embedded({ rule, base }: Face): Promise<string> {
  const [, address] = /url\("?([^")]+)"?\)/.exec(valueOf(rule, 'src')) ?? [];
  const said = DESCRIPTORS.map((name) => `${name}:${valueOf(rule, name)}`).filter(
    (text) => !text.endsWith(':'),
  );
  return `@font-face{${said.join(';')};src:url(${await dataUrl(address, base)})}`;
}

function valueOf(rule: CSSFontFaceRule, name: string): string {
  return rule.style.getPropertyValue(name);
}

async function dataUrl(address: string, base: string): Promise<string> {
  if (address.startsWith('data:')) return address;
  const blob = await (await fetch(new URL(address, base))).blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error(`${address} could not be read.`));
    reader.readAsDataURL(blob);
  });
}
