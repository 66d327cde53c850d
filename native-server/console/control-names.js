import { element } from './dom.js';

/** Names of the control characters 0 to 31 (ECMA-48), for readers whose fonts have no pictures of them. */
const NAMES = (
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI ' +
  'DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'
).split(' ');

/**
 * A `<pre>` of the text in which control characters, except tab and line feed, stand by name.
 * @param {string} text
 * @returns {HTMLPreElement}
 */
export function preWithControlNames(text) {
  const pieces = text.split(/([\0-\x08\x0b-\x1f\x7f])/);
  const pre = element('pre');
  pre.append(...pieces.map((piece, index) => (index % 2 === 0 ? piece : named(piece))));
  return pre;
}

/** @param {string} character */
function named(character) {
  return element('i', { className: 'control', text: NAMES[character.charCodeAt(0)] ?? 'DEL' });
}
