// What tests reach into; no part of the package.

import { type ErrorCode, knownError } from './errors.js';
import { sharedErrors } from './generated/shared-errors.js';
import { sockjsErrors } from './generated/sockjs-errors.js';
import { stompErrors } from './generated/stomp-errors.js';

export { type Clock, clock, useClock } from './clock.js';
export { CoreSession } from './core/core-session.js';
export { FrameDecoder } from './core/frame-decoder.js';
export { encodeFrame } from './core/frame-encoder.js';
export { decodeLooseText, encodeLooseText } from './core/loose-text.js';
export { memory } from './core/memory.js';
export { SockJSClientSession } from './core/sockjs/client-session.js';
export { sockJSMemory } from './core/sockjs/memory.js';
export { octetsOf } from './core/text.js';
export { octetsOfWasmText } from './core/wasm-text.js';
export { optionRanges, versions } from './generated/records.js';
export * from './index.js';
export { MessageFraming } from './message-framing.js';
export { decodeUtf8, encodeUtf8, encodeUtf8Into } from './no-wasm/utf8.js';
export { PageTimers } from './page-timers.js';
export { ReceivedFrame } from './received-frame.js';
export { SockJS } from './sockjs/sockjs.js';

/** By their number in the core: code, condition, sentence. */
export const errorTable = [sharedErrors, sockjsErrors, stompErrors].flatMap((part) =>
  Object.keys(part[1]).map((code) => {
    const { condition, sentence } = knownError(part, code as ErrorCode);
    return [code, condition, sentence] as const;
  }),
);
