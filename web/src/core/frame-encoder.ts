import { commands, versions } from '../generated/records.js';
import { OutgoingBody } from '../outgoing-body.js';
import { errorOfCode, errorOfResult } from '../stomp-errors.js';
import { type OutgoingHeaders, requestArguments } from './arguments.js';
import { instanceOf } from './instance.js';
import { memory } from './memory.js';

/** A frame to be encoded. */
export interface FrameToEncode {
  command: string;
  /** In wire order; those that are undefined or null are left out, and so is `content-length`. */
  headers: OutgoingHeaders;
  body?: string | Uint8Array | undefined;
  /** False: `content-length` is left out. */
  contentLength?: boolean | undefined;
}

/**
 * Encodes a frame (stomp/encoder.hpp): text where its body is text, octets where it is octets.
 * @param version - as of FrameDecoder
 * @throws HoofbeatError `invalid_command`, `unwritable_header_name`, `unwritable_header_value`, `unwritable_body`
 */
export function encodeFrame(version: string, frame: FrameToEncode): string | Uint8Array {
  const body = bodyOf(frame);
  return body.behind(encodeHeadFor(body, version, frame));
}

/** Encodes the frame without its body and NUL; throws as `encodeFrame`. */
export function encodeHead(version: string, frame: FrameToEncode): string {
  return encodeHeadFor(bodyOf(frame), version, frame);
}

// The core knows the commands of STOMP alone; another is written in place of one whose headers are escaped as its own.
const substitute = 'MESSAGE';
const unknownCommand = 0;
const anyCommand = /^[!-9;-~]+$/;

function encodeHeadFor(body: OutgoingBody, version: string, { command, headers }: FrameToEncode): string {
  const isKnown = commands.indexOf(command) > unknownCommand;
  if (!isKnown && !(typeof command === 'string' && anyCommand.test(command)))
    throw errorOfCode('invalid_command');
  const shared = instanceOf(memory);
  const count = requestArguments(shared).hand([], headers);
  const commandNumber = commands.indexOf(isKnown ? command : substitute);
  const { calls } = shared;
  const result = calls.encodeHead(versions.indexOf(version), commandNumber, count, body.size, body.flags);
  shared.refresh();
  if (result < 0) throw errorOfResult(result);
  const head = shared.answer();
  return isKnown ? head : command + head.slice(substitute.length);
}

function bodyOf({ body = '', contentLength }: FrameToEncode): OutgoingBody {
  return OutgoingBody.of(body, contentLength !== false);
}
