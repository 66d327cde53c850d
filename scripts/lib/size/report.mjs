// The tables of `npm run size`.

const number = (value) => value.toLocaleString('en');

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column] + 3)))
      .join('')
      .trimEnd(),
  );
}

function ratio(sizes, peer) {
  return peer === undefined
    ? ''
    : `${(sizes.gzip / peer.gzip).toFixed(2)} / ${(sizes.brotli / peer.brotli).toFixed(2)}`;
}

function sizeRow(title, sizes, peer) {
  return [title, number(sizes.raw), number(sizes.gzip), number(sizes.brotli), ratio(sizes, peer)];
}

function downloads({ scenarios, peers, measured, measuredPeers }) {
  return [
    '',
    'What a page downloads, in octets, minified',
    ...table([
      ['', 'raw', 'gzip -9', 'brotli 11', 'of its peer'],
      ...Object.entries(scenarios).map(([name, { title, peer }]) =>
        sizeRow(title, measured[name], measuredPeers[peer]),
      ),
      ...Object.entries(peers).map(([name, { title }]) => sizeRow(title, measuredPeers[name])),
    ]),
  ];
}

function percent(part, whole) {
  return `${((100 * part) / whole).toFixed(1)} %`;
}

function pageParts(name, { title, page }) {
  return [
    '',
    `${title}: its parts; compressed, what the download shrinks by without them`,
    ...table([
      ['', 'raw', 'gzip -9', 'brotli 11'],
      ...Object.entries({ ...page.kinds, [`all, with the module ${name}`]: page.whole }).map(
        ([kind, sizes]) => sizeRow(kind, sizes).slice(0, 4),
      ),
    ]),
    '',
    `${title}: its TypeScript, minified`,
    ...table([
      ['', 'raw'],
      ...page.files.map(({ file, raw }) => [file.replace(/^web\/src\//, ''), number(raw)]),
    ]),
  ];
}

// As much of a name as tells the function: templates of the library fill lines.
function shortName(name) {
  return name.length <= 90 ? name : `${name.slice(0, 87)}...`;
}

const largestFunctions = 20;

function wasmParts(name, { wasm }) {
  const code = wasm.sections.find((section) => section.name === 'code').raw;
  const functions = wasm.code
    .flatMap(({ source, functions: some }) => some.map((each) => ({ ...each, source })))
    .sort((a, b) => b.raw - a.raw);
  return [
    '',
    `${name}.wasm: ${number(wasm.whole.raw)} octets, gzip ${number(wasm.whole.gzip)}, brotli ${number(wasm.whole.brotli)}; ` +
      wasm.sections.map((section) => `${section.name} ${number(section.raw)}`).join(', '),
    ...table([
      ['code by source file', 'raw', 'share', 'gzip -9', 'functions'],
      ...wasm.code.map(({ source, raw, gzip, functions: some }) => [
        source,
        number(raw),
        percent(raw, code),
        number(gzip),
        String(some.length),
      ]),
    ]),
    '',
    `The largest functions of ${name}.wasm, with what was inlined into them`,
    ...table([
      ['', 'raw'],
      ...functions.slice(0, largestFunctions).map((each) => [shortName(each.name), number(each.raw)]),
    ]),
  ];
}

/** @returns {string} what `npm run size` prints */
export function reportText(report) {
  const parts = Object.entries(report.parts).flatMap(([name, part]) => [
    ...pageParts(name, part),
    ...wasmParts(name, part),
  ]);
  return [...downloads(report), ...parts, ''].join('\n');
}
