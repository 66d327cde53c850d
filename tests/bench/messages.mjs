// What is delivered and published: MESSAGE frames as a broker writes them.

const encoder = new TextEncoder();

export function messageFrame(body, { id = 1, subscription = 'sub-0', headers = '' } = {}) {
  const octets = encoder.encode(body).length;
  return (
    `MESSAGE\ndestination:/topic/prices.eu\ncontent-type:text/plain\nsubscription:${subscription}\n` +
    `message-id:b7c3a1d2-${id}\n${headers}content-length:${octets}\n\n${body}\0`
  );
}

/** As a WebSocket delivers text: flat, and not made of pieces. */
export function flat(text) {
  return new TextDecoder().decode(encoder.encode(text));
}

/** Text of about that many octets. */
export function bodyOf(octets, alphabet = 'abcdefghij klmnopqrst uvwxyz0123456789 ') {
  const length = encoder.encode(alphabet).length;
  return alphabet
    .repeat(Math.ceil(octets / length))
    .slice(0, Math.floor((octets * alphabet.length) / length));
}

const small = bodyOf(118);
const european = bodyOf(130, 'Größe, prix €, naïve, Żółć, смысл, αβγ ');
const kilobytes = (count) => flat(bodyOf(count * 1024));

/** `frames`: how many there are in the data, which is one message of the socket. `goal`: against stompjs. */
export const receiveCases = [
  { name: '250 B of ASCII', data: messageFrame(small), goal: 15, isTheUsual: true },
  { name: '250 B of other text', data: messageFrame(european), goal: 10 },
  { name: '250 B, binary', data: encoder.encode(messageFrame(small)).buffer, goal: 10 },
  {
    name: '100 frames of 250 B in one message',
    data: Array.from({ length: 100 }, (_, id) => messageFrame(small, { id })).join(''),
    frames: 100,
    goal: 15,
  },
  { name: '4 KB', data: messageFrame(bodyOf(4 * 1024)), goal: 40 },
  { name: '64 KB', data: messageFrame(bodyOf(64 * 1024)), goal: 200 },
  { name: '64 KB, binary', data: encoder.encode(messageFrame(bodyOf(64 * 1024))).buffer },
  { name: '1 MB', data: messageFrame(bodyOf(1024 * 1024)), goal: 300 },
].map((each) => ({ frames: 1, ...each, data: typeof each.data === 'string' ? flat(each.data) : each.data }));

const to = { destination: '/topic/prices.eu' };

export const publishCases = [
  { name: '100 B', params: { ...to, headers: { kind: 'quote' }, body: bodyOf(100) }, goal: 2 },
  { name: '100 B of other text', params: { ...to, headers: { kind: 'quote' }, body: european } },
  { name: '4 KB', params: { ...to, body: kilobytes(4) }, goal: 2 },
  { name: '64 KB', params: { ...to, body: kilobytes(64) }, goal: 1.5 },
];
