// What tests reach into; no part of the package.
export * from './index.js';
export { type Clock, clock, useClock } from './clock.js';
export { FrameDecoder, encodeFrame } from './core/codec.js';
export { CoreSession } from './core/core-session.js';
export { memory } from './core/memory.js';
export { octetsOf } from './outgoing-body.js';
export { ReceivedFrame } from './received-frame.js';
export { errorTable } from './generated/error-table.js';
export { versions } from './generated/records.js';
