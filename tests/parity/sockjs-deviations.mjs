// Where our SockJS does on purpose otherwise than sockjs-client 1.6.1, by section and case: what comes of the case with
// each of them, and why. Asserted exactly, on both sides.

const seenOf = (url) => ({ url, readyState: 0, extensions: '', protocol: '', transport: undefined });

const ofConstructor = {
  'without new and without arguments': {
    theirs: { error: "The URL 'undefined' is invalid", isSyntax: true, isType: false },
    ours: {
      error: "Failed to construct 'SockJS: 1 argument required, but only 0 present",
      isSyntax: false,
      isType: true,
    },
    why: 'Without `new` it becomes a call with three arguments there, and the undefined ones a URL.',
  },
  'URL "http://h/a/../b/"': {
    theirs: seenOf('http://h/a/../b'),
    ours: seenOf('http://h/b'),
    why: 'The URL is told as it is asked for: browsers leave out such parts (URL standard, "path state").',
  },
  'names of errors': {
    theirs: [
      ['Error', true],
      ['Error', true],
      ['SyntaxError', true],
    ],
    ours: [
      ['InvalidStateError', true],
      ['InvalidAccessError', true],
      ['TypeError', true],
    ],
    why: 'The names are those that WebSocket has; theirs stand in the message, and so they do in ours.',
  },
};

/** {theirs, ours, why}, by section and case. */
export const deviations = { constructor: ofConstructor };
