// What the benchmark sends: one MESSAGE as a broker writes it.

const encoder = new TextEncoder();

export function messageFrame(body, id = 1) {
  const octets = encoder.encode(body).length;
  return (
    'MESSAGE\ndestination:/topic/prices.eu\ncontent-type:text/plain\nsubscription:sub-0\n' +
    `message-id:b7c3a1d2-${id}\ncontent-length:${octets}\n\n${body}\0`
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

/** `messages`: how many frames are in the data. `repeats`: how often it is delivered in one round. */
export const receiveCases = [
  { name: '250 B ASCII', data: messageFrame(small), repeats: 4000 },
  { name: '250 B other', data: messageFrame(european), repeats: 4000 },
  { name: '4 KB', data: messageFrame(bodyOf(4000)), repeats: 800 },
  { name: '64 KB', data: messageFrame(bodyOf(64 * 1024)), repeats: 60 },
  { name: '1 MB', data: messageFrame(bodyOf(1024 * 1024)), repeats: 4 },
  {
    name: '100 x 250 B in one message',
    data: Array.from({ length: 100 }, (_, id) => messageFrame(small, id)).join(''),
    frames: 100,
    repeats: 40,
  },
  { name: '250 B binary', data: encoder.encode(messageFrame(small)).buffer, repeats: 4000 },
  { name: '64 KB binary', data: encoder.encode(messageFrame(bodyOf(64 * 1024))).buffer, repeats: 60 },
].map((each) => ({ frames: 1, ...each, data: typeof each.data === 'string' ? flat(each.data) : each.data }));

export const publishCases = [
  {
    name: '250 B ASCII',
    params: { destination: '/topic/prices.eu', headers: { kind: 'quote' }, body: small },
    repeats: 4000,
  },
  {
    name: '250 B other',
    params: { destination: '/topic/prices.eu', headers: { kind: 'quote' }, body: european },
    repeats: 4000,
  },
  { name: '64 KB', params: { destination: '/topic/prices.eu', body: flat(bodyOf(64 * 1024)) }, repeats: 200 },
];
