/** @typedef {import('./connection.js').Heartbeat} Heartbeat */

/**
 * The heartbeat agreed on, as the client tells it or, for a client that does not, from the CONNECTED frame
 * (STOMP 1.2, "Heart-beating": each way the larger of what one offers and the other wants, 0 where one is 0).
 * @param {object} client
 * @param {Record<string, string>} headers of CONNECTED
 * @param {{heartbeatIncoming: number, heartbeatOutgoing: number}} wanted ms
 * @returns {Heartbeat}
 */
export function negotiatedHeartbeat(client, headers, wanted) {
  const told =
    'agreedHeartbeat' in client ? /** @type {Heartbeat | undefined} */ (client.agreedHeartbeat) : undefined;
  if (told) return told;
  const [, offers = '0', wants = '0'] = /^(\d+),(\d+)$/.exec(headers['heart-beat'] ?? '') ?? [];
  return {
    incoming: agree(Number(offers), wanted.heartbeatIncoming),
    outgoing: agree(wanted.heartbeatOutgoing, Number(wants)),
  };
}

/** @param {number} offered @param {number} asked */
function agree(offered, asked) {
  return offered === 0 || asked === 0 ? 0 : Math.max(offered, asked);
}
