import { preWithControlNames } from './control-names.js';
import { element } from './dom.js';
import { count, timeOfDay } from './format.js';
import { rawText } from './raw-text.js';

/** @typedef {import('./observed-socket.js').Traffic} Traffic */
/** @typedef {import('./observed-socket.js').ObservedFrame} ObservedFrame */

/**
 * What to show in the place of the destination for commands that have none.
 * @type {Record<string, string>}
 */
const TELLING_HEADER = {
  ABORT: 'transaction',
  ACK: 'id',
  BEGIN: 'transaction',
  COMMIT: 'transaction',
  CONNECT: 'accept-version',
  CONNECTED: 'version',
  DISCONNECT: 'receipt',
  ERROR: 'message',
  NACK: 'id',
  RECEIPT: 'receipt-id',
  STOMP: 'accept-version',
  UNSUBSCRIBE: 'id',
};

/**
 * One row of the log. A frame opens to its raw text, which is decoded only then.
 * @param {Traffic} traffic
 * @returns {HTMLLIElement}
 */
export function frameRow(traffic) {
  return traffic.kind === 'frame' ? rowOfFrame(traffic) : rowOfSocket(traffic);
}

/**
 * The destination, or what says most in its place.
 * @param {ObservedFrame} frame
 */
export function subject({ command, headers }) {
  const destination = headers.get('destination');
  if (destination !== undefined) return destination;
  const name = TELLING_HEADER[command];
  const value = name && headers.get(name);
  return value === undefined || value === '' ? '' : `${name}: ${value}`;
}

/** @param {import('./observed-socket.js').SocketNote} note */
function rowOfSocket({ at, text }) {
  return element('li', { className: 'note' }, cell('time', timeOfDay(at)), cell('', `socket ${text}`));
}

/** @param {ObservedFrame} frame */
function rowOfFrame(frame) {
  const about = subject(frame);
  const summary = element(
    'summary',
    {},
    cell('time', timeOfDay(frame.at)),
    cell('way', frame.direction === 'in' ? '↓ in' : '↑ out'),
    cell('command', frame.incomplete ? `${frame.command} (cut off)` : frame.command),
    cell('bytes', count(frame.size)),
    cell(frame.headers.has('destination') ? 'subject' : 'subject detail', about),
  );
  const details = element('details', {}, summary);
  details.addEventListener('toggle', () => openOnce(details, frame));
  const row = element('li', {}, details);
  row.dataset.direction = frame.direction;
  row.dataset.command = frame.command;
  return row;
}

/** @param {HTMLDetailsElement} details @param {ObservedFrame} frame */
function openOnce(details, frame) {
  if (!details.open || details.childElementCount > 1) return;
  const carrier = frame.binary ? 'binary message' : 'text message';
  details.append(
    element('p', { className: 'hint', text: `${count(frame.size)} bytes in a ${carrier}` }),
    preWithControlNames(rawText(frame.kept, frame.size)),
  );
}

/** @param {string} className @param {string} text */
function cell(className, text) {
  return element('span', { className, text });
}
