/** Close codes in words, RFC 6455 section 7.4.1 and the IANA registry that goes with it. */
const MEANINGS = new Map([
  [1000, 'normal closure'],
  [1001, 'going away'],
  [1002, 'protocol error'],
  [1003, 'unsupported data'],
  [1005, 'closed without a code'],
  [1006, 'cut off without a close frame'],
  [1007, 'invalid text or data'],
  [1008, 'policy violation'],
  [1009, 'message too big'],
  [1010, 'extension required'],
  [1011, 'internal error of the server'],
  [1012, 'server restarts'],
  [1013, 'try again later'],
  [1014, 'bad gateway'],
  [1015, 'TLS handshake failed'],
]);

/**
 * A close event in words, as `1001 (going away: server stops)`.
 * @param {Pick<CloseEvent, 'code' | 'reason'>} event
 */
export function describeClose({ code, reason }) {
  const words = [MEANINGS.get(code), reason].filter(Boolean).join(': ');
  return words ? `${code} (${words})` : String(code);
}
