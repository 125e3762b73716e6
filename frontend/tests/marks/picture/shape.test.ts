import { describe, expect, it } from 'vitest';
import { markup } from '../../../src/marks/picture/shape';

describe('markup', () => {
  it('writes a shape, what it says of itself, and what is in it', () => {
    const text = { tag: 'text', attributes: { x: 1 / 3 }, children: ['h'] };
    expect(markup({ tag: 'g', children: [text, { tag: 'path' }] })).toBe(
      '<g><text x="0.33">h</text><path/></g>',
    );
  });

  it('lets no name of a file be markup', () => {
    const shape = { tag: 'text', attributes: { fill: '"><b>' }, children: ['<script>&'] };
    expect(markup(shape)).toBe('<text fill="&quot;&gt;&lt;b&gt;">&lt;script&gt;&amp;</text>');
  });
});
