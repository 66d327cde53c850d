// As much of SVG as the charts need. Colours follow the reader's light or dark.

const style = `
  text { font: 13px system-ui, sans-serif; fill: #1c2126; }
  .quiet { fill: #5b6570; font-size: 12px; }
  .title { font-size: 17px; font-weight: 600; }
  .head { font-weight: 600; }
  .ground { fill: #ffffff; }
  .grid { stroke: #d8dde2; fill: none; }
  .mark { stroke: #1c2126; fill: none; stroke-width: 1.5; }
  .reached { fill: #1a7f4b; } .missed { fill: #c2601c; }
  .spread { stroke: #1c2126; stroke-width: 1.5; fill: none; }
  .ours { stroke: #1a6fb5; fill: none; stroke-width: 2; } .dot-ours { fill: #1a6fb5; }
  .peer { stroke: #c2601c; fill: none; stroke-width: 2; } .dot-peer { fill: #c2601c; }
  .straight { stroke: #5b6570; stroke-dasharray: 4 4; fill: none; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6e9ec; } .quiet { fill: #a3adb8; } .ground { fill: #14181c; } .grid { stroke: #39424b; }
    .mark, .spread { stroke: #e6e9ec; } .reached { fill: #3fb37a; } .missed { fill: #e58a45; }
    .ours { stroke: #5aaae6; } .dot-ours { fill: #5aaae6; } .peer { stroke: #e58a45; } .dot-peer { fill: #e58a45; }
    .straight { stroke: #a3adb8; }
  }
`;

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text) {
  return String(text).replace(/[&<>"]/g, (character) => escapes[character]);
}

const number = (value) => (typeof value === 'number' ? Number(value.toFixed(1)) : value);

/** An element; `content`: elements, made by this. */
export function element(name, attributes = {}, ...content) {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(number(value))}"`);
  return content.length > 0
    ? `<${name}${written.join('')}>${content.join('')}</${name}>`
    : `<${name}${written.join('')}/>`;
}

export function text(x, y, content, attributes = {}) {
  return element('text', { x, y, ...attributes }, escaped(content));
}

export function line(x1, y1, x2, y2, kind) {
  return element('line', { x1, y1, x2, y2, class: kind });
}

export function path(points, kind) {
  return element('path', {
    d: points.map(([x, y], i) => `${i ? 'L' : 'M'}${number(x)} ${number(y)}`).join(''),
    class: kind,
  });
}

/** The whole picture. `title` is what those hear who don't see it. */
export function picture(width, height, title, ...content) {
  return `${element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img' },
    element('title', {}, escaped(title)),
    element('style', {}, style),
    element('rect', { width, height, class: 'ground' }),
    ...content,
  )}\n`;
}
