// STOMP 1.2 as one would parse it in JavaScript with care for both speed and the specification: native searches and
// slices, nothing decoded that came as text. It keeps no limits and tells no offsets.

const [LF, CR, NUL] = [10, 13, 0];
const escapes = { '\\n': '\n', '\\r': '\r', '\\c': ':', '\\\\': '\\' };
const unescapedCommands = ['CONNECTED', 'CONNECT', 'STOMP'];
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();
const scratch = new Uint8Array(64 << 10);
const nothing = new Uint8Array(0);
// Below it, counting in a loop is quicker than a call of the encoder.
const shortText = 256;

export class CarefulParser {
  #onFrame;
  #restOfText = '';
  #restOfOctets = nothing;

  /** @param {(frame: {command: string, headers: Record<string, string>, body: string}) => void} onFrame */
  constructor(onFrame) {
    this.#onFrame = onFrame;
  }

  /** @param {string | ArrayBuffer} data a message of the socket. @throws what is not STOMP */
  receive(data) {
    if (typeof data === 'string') {
      const text = this.#restOfText === '' ? data : this.#restOfText + data;
      this.#restOfText = text.slice(this.#readAll(text, readFrame));
      return;
    }
    const octets = joined(this.#restOfOctets, new Uint8Array(data));
    const text = asciiOf(octets);
    const end =
      text === undefined ? this.#readAll(octets, readFrameOfOctets) : this.#readAll(text, readFrame);
    this.#restOfOctets = octets.subarray(end);
  }

  /** Returns where what is left begins. */
  #readAll(source, read) {
    let at = 0;
    for (;;) {
      at = afterLineEnds(source, at);
      if (at === source.length) return at;
      const frame = read(source, at);
      if (frame === undefined) return at;
      this.#onFrame(frame);
      at = frame.end;
    }
  }
}

function joined(rest, octets) {
  if (rest.length === 0) return octets;
  const all = new Uint8Array(rest.length + octets.length);
  all.set(rest);
  all.set(octets, rest.length);
  return all;
}

/** Undefined where units would not be octets. */
function asciiOf(octets) {
  try {
    const text = decoder.decode(octets);
    return text.length === octets.length ? text : undefined;
  } catch {
    return undefined;
  }
}

// Heart-beats, and what may follow a frame.
function afterLineEnds(source, from) {
  const at = (place) => (typeof source === 'string' ? source.charCodeAt(place) : source[place]);
  for (let place = from; ; place++) {
    if (at(place) === LF) continue;
    if (at(place) !== CR || at(place + 1) !== LF) return place;
  }
}

/** Undefined where the frame is not complete. */
function readFrame(text, start) {
  const nul = text.indexOf('\0', start);
  if (nul < 0) return undefined;
  const head = readHead(text, start);
  if (head === undefined || nul < head.bodyStart) throw new Error('NUL in the head');
  const { command, headers, bodyStart } = head;
  const announced = announcedLength(headers);
  const end = announced === undefined ? nul : endOfBody(text, bodyStart, nul, announced);
  if (end >= text.length) return undefined;
  if (text.charCodeAt(end) !== NUL) throw new Error('no NUL behind the body');
  return { command, headers, body: text.slice(bodyStart, end), end: end + 1 };
}

function readHead(text, start) {
  let lineEnd = text.indexOf('\n', start);
  if (lineEnd < 0) return undefined;
  const command = text.slice(start, withoutCR(text, lineEnd));
  if (!/^[!-9;-~]+$/.test(command)) throw new Error('not a command');
  const isEscaped = !unescapedCommands.includes(command);
  const headers = {};
  for (;;) {
    const line = lineEnd + 1;
    lineEnd = text.indexOf('\n', line);
    if (lineEnd < 0) return undefined;
    const end = withoutCR(text, lineEnd);
    if (end <= line) return { command, headers, bodyStart: lineEnd + 1 };
    const colon = text.indexOf(':', line);
    if (colon < 0 || colon >= end || colon === line) throw new Error('not a header');
    addHeader(headers, text.slice(line, colon), text.slice(colon + 1, end), isEscaped);
  }
}

function withoutCR(text, lineEnd) {
  return text.charCodeAt(lineEnd - 1) === CR ? lineEnd - 1 : lineEnd;
}

// Of repeated headers the first counts.
function addHeader(headers, writtenName, writtenValue, isEscaped) {
  const name = isEscaped ? unescaped(writtenName) : writtenName;
  const value = isEscaped ? unescaped(writtenValue) : writtenValue;
  if (Object.hasOwn(headers, name)) return;
  if (name !== '__proto__') headers[name] = value;
  else Object.defineProperty(headers, name, { value, enumerable: true, configurable: true, writable: true });
}

function unescaped(text) {
  if (!text.includes('\\')) return text;
  return text.replace(/\\.?/gs, (written) => {
    const character = escapes[written];
    if (character === undefined) throw new Error(`no such escape: ${written}`);
    return character;
  });
}

function announcedLength(headers) {
  if (!Object.hasOwn(headers, 'content-length')) return undefined;
  const text = headers['content-length'].trim();
  if (!/^[0-9]+$/.test(text)) throw new Error('not a length');
  return Number(text);
}

/** Where the announced octets end, in units; mostly at the first NUL. May lie behind the text. */
function endOfBody(text, start, nul, octets) {
  if (nul - start <= octets && octetsOf(text, start, nul) === octets) return nul;
  let left = octets;
  let at = start;
  for (; left > 0 && at < text.length; at++) left -= octetsOfUnit(text.charCodeAt(at));
  if (left < 0) throw new Error('the body ends within a character');
  return left === 0 ? at : text.length;
}

// Halves of a pair make up for four octets.
function octetsOfUnit(unit) {
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  return unit >= 0xd800 && unit < 0xe000 ? 2 : 3;
}

function octetsOf(text, start, end) {
  let octets = 0;
  if (end - start <= shortText) {
    for (let at = start; at < end; at++) octets += octetsOfUnit(text.charCodeAt(at));
    return octets;
  }
  for (let at = start; at < end; ) {
    const { read, written } = encoder.encodeInto(text.slice(at, end), scratch);
    at += read;
    octets += written;
  }
  return octets;
}

// Where octets are not ASCII, or no text at all: the head is decoded, and the body.
function readFrameOfOctets(octets, start) {
  const bodyStart = endOfHead(octets, start);
  if (bodyStart === undefined) return undefined;
  const headText = decoder.decode(octets.subarray(start, bodyStart));
  if (headText.includes('\0')) throw new Error('NUL in the head');
  const { command, headers } = readHead(headText, 0);
  const announced = announcedLength(headers);
  const end = announced === undefined ? octets.indexOf(NUL, bodyStart) : bodyStart + announced;
  if (end < 0 || end >= octets.length) return undefined;
  if (octets[end] !== NUL) throw new Error('no NUL behind the body');
  const binaryBody = octets.subarray(bodyStart, end);
  return { command, headers, binaryBody, body: textOf(binaryBody), end: end + 1 };
}

function endOfHead(octets, start) {
  for (let line = start; ; ) {
    const lineEnd = octets.indexOf(LF, line);
    if (lineEnd < 0) return undefined;
    const isBlank = lineEnd === line || (lineEnd === line + 1 && octets[line] === CR);
    if (isBlank && line > start) return lineEnd + 1;
    line = lineEnd + 1;
  }
}

/** Undefined where octets are no text. */
function textOf(octets) {
  try {
    return decoder.decode(octets);
  } catch {
    return undefined;
  }
}
