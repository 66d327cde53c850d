// What tests reach into; no part of the package.

export { type Clock, clock, useClock } from './clock.js';
export { encodeFrame, FrameDecoder } from './core/codec.js';
export { CoreSession } from './core/core-session.js';
export { memory } from './core/memory.js';
export { errorTable } from './generated/error-table.js';
export { versions } from './generated/records.js';
export * from './index.js';
export { octetsOf } from './outgoing-body.js';
export { ReceivedFrame } from './received-frame.js';
