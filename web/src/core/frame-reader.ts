import { commands, FrameField, headersAt } from '../generated/records.js';
import { HeaderShape, type ValueList } from '../header-shape.js';
import { type FrameContent, ReceivedFrame } from '../received-frame.js';
import type { BodyParts } from './body-parts.js';
import type { Memory } from './memory.js';
import { detached, isSmallPart, noSource, type Source } from './source.js';

/** The frame of the record at `at`, which is a word's index. */
export function readFrame(memory: Memory, at: number, source: Source): ReceivedFrame {
  return new ReceivedFrame(readCommand(memory, at), readContent(memory, at, source));
}

function readCommand(memory: Memory, at: number): string {
  const { words } = memory;
  const known = words[at + FrameField.command] as number;
  if (known !== 0) return commands[known] as string;
  return memory.text(words[at + FrameField.octets] as number, words[at + FrameField.commandLength] as number);
}

/** What is needed of the record to read the frame later, when the record is gone. */
export function readContent(memory: Memory, at: number, source: Source): FrameContent {
  const { words } = memory;
  const start = words[at + FrameField.octets] as number;
  const inSource = start >= source.address && start < source.address + source.length;
  const { text, octets, address } = source;
  if (!inSource && words[at + FrameField.parted] !== 0)
    return readParted(memory, at, source.parts as BodyParts);
  const size = words[at + FrameField.octetsLength] as number;
  const isApart = isSmallPart(size, source.size);
  if (text !== undefined && !source.ascii && inSource) return readNonAscii(memory, at, source, isApart);
  if (!inSource || (isApart && text === undefined)) return readCopy(memory, at);
  const messageStart = address - source.start;
  const frameStart = start - messageStart;
  const origin = isApart ? start : messageStart;
  const bodyStart = (words[at + FrameField.body] as number) - origin;
  return {
    text: isApart ? detached((text as string).slice(frameStart, frameStart + size)) : text,
    octets,
    shape: readShape(memory, at, isApart ? noSource : source),
    values: readValues(memory, at, origin),
    headStart: start - origin,
    bodyStart,
    bodyEnd: bodyStart + (words[at + FrameField.bodyLength] as number),
  };
}

function readParted(memory: Memory, at: number, parts: BodyParts): FrameContent {
  const { words } = memory;
  const start = words[at + FrameField.octets] as number;
  const head = memory.octets.slice(start, start + (words[at + FrameField.octetsLength] as number));
  const whole = parts.take(head);
  const values = readValues(memory, at, start - whole.headStart);
  return { ...whole, shape: readShape(memory, at), values };
}

// Frames that came in pieces lie in the core's memory until the next call, and so does the message.
function readCopy(memory: Memory, at: number): FrameContent {
  const { words } = memory;
  const start = words[at + FrameField.octets] as number;
  const bodyStart = (words[at + FrameField.body] as number) - start;
  return {
    text: undefined,
    octets: memory.octets.slice(start, start + (words[at + FrameField.octetsLength] as number)),
    shape: readShape(memory, at),
    values: readValues(memory, at, start),
    headStart: 0,
    bodyStart,
    bodyEnd: bodyStart + (words[at + FrameField.bodyLength] as number),
  };
}

// The core has counted where the body lies in the text. Headers lie as far from the frame's start as in the octets,
// if they are ASCII; they are read from a copy, if not. `isApart`: nothing may hold the text.
function readNonAscii(memory: Memory, at: number, source: Source, isApart: boolean): FrameContent {
  const { words } = memory;
  const text = source.text as string;
  const start = words[at + FrameField.octets] as number;
  const isSliced = words[at + FrameField.headIsAscii] === 1 && !isApart;
  const origin = isSliced ? start - (words[at + FrameField.unitStart] as number) - source.start : start;
  const bodyStart = source.start + (words[at + FrameField.unitBody] as number);
  const bodyEnd = source.start + (words[at + FrameField.unitEnd] as number);
  return {
    text: isApart ? detached(text.slice(bodyStart, bodyEnd)) : text,
    octets: isSliced ? undefined : memory.octets.slice(start, words[at + FrameField.body] as number),
    shape: readShape(memory, at),
    values: readValues(memory, at, origin),
    headStart: 0,
    bodyStart: isApart ? 0 : bodyStart,
    bodyEnd: isApart ? bodyEnd - bodyStart : bodyEnd,
  };
}

function readShape(memory: Memory, at: number, source = noSource): HeaderShape {
  const number = memory.words[at + FrameField.shape] as number;
  return number === 0 ? readNames(memory, at, source) : memory.shape(number);
}

// Names that the core does not keep are there in front of each value. They are cut out of the text where it is ASCII.
function readNames(memory: Memory, at: number, source: Source): HeaderShape {
  const { text, ascii, length } = source;
  const { words } = memory;
  const names: string[] = [];
  const count = words[at + FrameField.headerCount] as number;
  const first = firstHeader(memory, at);
  for (let word = first; word < first + 4 * count; word += 4) {
    const address = words[word] as number;
    const size = words[word + 1] as number;
    const from = address - source.address;
    const start = source.start + from;
    const isInText = ascii && from >= 0 && from < length;
    names.push(isInText ? (text as string).slice(start, start + size) : memory.text(address, size));
  }
  return new HeaderShape(names);
}

/** `origin`: the address that 0 stands for in the list. */
function readValues(memory: Memory, at: number, origin: number): ValueList {
  const { words } = memory;
  const frameStart = words[at + FrameField.octets] as number;
  const frameEnd = frameStart + (words[at + FrameField.octetsLength] as number);
  const hasNames = words[at + FrameField.shape] === 0;
  const step = hasNames ? 4 : 2;
  const count = 2 * (words[at + FrameField.headerCount] as number);
  // Of its size from the start: pushed to it would have room for 17.
  const values: ValueList = new Array(count);
  let word = firstHeader(memory, at) + (hasNames ? 2 : 0);
  for (let i = 0; i < count; i += 2, word += step) {
    const start = words[word] as number;
    const length = words[word + 1] as number;
    // Text that had to be unescaped lies elsewhere, until the next call.
    const isInFrame = start >= frameStart && start < frameEnd;
    values[i] = isInFrame ? start - origin : memory.text(start, length);
    values[i + 1] = start - origin + length;
  }
  return values;
}

function firstHeader(memory: Memory, at: number): number {
  return at + (headersAt[(memory.words[at] as number) & 0xff] as number);
}
