const withoutAnswer = async (connection) => {
  if (connection.isClosed) throw new Error('it refused');
};

/**
 * Where a target does otherwise than the protocol says, or than every server should: `instead` is what it does, and what
 * its tests assert; `because` is why.
 */
export const deviations = {
  'npm sockjs': {
    'greeting with a query': {
      instead: 404,
      because: 'the query is taken for a part of the path where no slash is in front of it',
    },
    'a session of another service': {
      instead: 204,
      because: 'all services of a process share one table of sessions',
    },
    'eventsource from null': {
      instead: undefined,
      because: 'the origin null is answered as if there were none',
    },
    'the cookie of a preflight for /info': {
      instead: 'JSESSIONID=dummy; path=/',
      because: 'the preflights of /info and of sessions are answered by the same code',
    },
    'ends of scripts in a message that holds one': {
      instead: 2,
      because: 'it escapes no slash, so that a message can end the script that carries it',
    },
    'the echo of octets': {
      instead: (octets) => octets.toString(),
      because: 'a binary message is made text, as applications know nothing else',
    },
    'the heartbeat of a WebSocket session': {
      instead: (socket) => socket.nextPing().then(() => 'h'),
      because: 'it sends a ping of WebSocket in place of the frame h',
    },
    'the refusal of a body': {
      instead: withoutAnswer,
      because: 'it sets no limit to what it takes, and waits for the rest',
    },
    'chunks that it takes': {
      instead: 4,
      because: 'what it takes it holds, and copies with every piece that comes',
    },
    'the depth of arrays in arrays': {
      instead: 1000,
      because: 'an array that is no message is made text by a recursion, which overflows the stack',
    },
    'the versions of WebSocket that it tells': {
      instead: undefined,
      because: 'who asks for another version is not told which there are (RFC 6455, section 4.4)',
    },
    'htmlfile?c=': {
      instead: [200],
      because: 'a callback of no length is taken, although no script can call it',
    },
    'jsonp?c=': {
      instead: [200, '/**/("o");\r\n'],
      because: 'a callback of no length is taken, although no script can call it',
    },
  },
  'npm ws': {
    'failing before the last fragment': {
      instead: false,
      because: 'it looks at text when the message is complete',
    },
    'failing within a frame': {
      instead: false,
      because: 'it looks at text when the message is complete',
    },
  },
};
