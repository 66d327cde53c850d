// Of frames: what is sent, received, logged.
export const frames = {
  'publish: binaryBody goes out as octets, always with content-length': {
    theirs: ['0 sent octets SEND\ndestination:/a\ncontent-length:0\n\n^@'],
    ours: ['0 sent octets SEND\ndestination:/a\n\n^@'],
    why: 'content-length is left out where the body is empty, be it text or octets',
    told: 'content-length',
  },
  'publish: undefined and null in headers': {
    theirs: ['0 sent SEND\ndestination:/a\nu:undefined\nn:null\nx:y\n\n^@'],
    ours: ['0 sent SEND\ndestination:/a\nx:y\n\n^@'],
    why: 'they are no text',
    told: 'undefined and null in headers',
  },
  'publish: names are escaped in 1.2': {
    theirs: ['0 sent SEND\ndestination:/a\na:b:x\nback\\slash:y\n\n^@'],
    ours: ['0 sent SEND\ndestination:/a\na\\cb:x\nback\\\\slash:y\n\n^@'],
    why: 'a name must not become a header of its own (STOMP 1.2, Value Encoding)',
    told: 'escapes',
  },
  'publish: values in 1.1': {
    theirs: ['0 sent SEND\ndestination:/a\nx:a:b\\c\n\n^@'],
    ours: ['0 sent SEND\ndestination:/a\nx:a\\cb\\\\c\n\n^@'],
    why: '1.1 escapes line feeds, colons and backslashes (STOMP 1.1, Value Encoding)',
    told: 'escapes',
  },
  'publish: without a destination': {
    theirs: ['0 sent SEND\ndestination:undefined\ncontent-length:1\n\nx^@'],
    ours: ['0 thrown HoofbeatError A header that this frame requires is missing. SEND header "destination"'],
    why: 'undefined is no destination: the broker would refuse the frame, and may close',
    told: 'SEND and SUBSCRIBE without a destination',
  },
  'SUBSCRIBE: the order of its headers': {
    theirs: ['0 sent SUBSCRIBE\ndestination:/d\nx:y\nid:sub-2\n\n^@'],
    ours: ['0 sent SUBSCRIBE\nx:y\nid:sub-2\ndestination:/d\n\n^@'],
    why: 'the order of headers means nothing, but where a name is repeated',
    told: 'order of headers and versions',
  },
  'ACK and NACK in 1.2': {
    theirs: [
      '0 sent ACK\ntransaction:t\nid:k\nmessage-id:mine\nsubscription:sub-0\n\n^@',
      '0 sent ACK\nid:m\nx:y\nsubscription:s\n\n^@',
    ],
    ours: [
      '0 sent ACK\ntransaction:t\nmessage-id:mine\nid:k\nsubscription:sub-0\n\n^@',
      '0 sent ACK\nx:y\nid:m\nsubscription:s\n\n^@',
    ],
    why: 'the order of headers means nothing, but where a name is repeated',
    told: 'order of headers and versions',
  },
  'handles of a connection that breaks as they are made': {
    theirs: ['0 thrown Error broken'],
    ours: ['0 reported broken', '0 onWebSocketClose 1006 while ACTIVE'],
    why: 'a socket that can not send is a connection that is lost: the next one follows',
    told: 'a socket that throws when it sends',
  },
  'handles of a connection that has gone': {
    ours: [
      '0 thrown HoofbeatError The connection that this belongs to has ended. The transaction was aborted.',
      '10 thrown HoofbeatError The connection that this belongs to has ended. The transaction was aborted.',
    ],
    why: 'what was sent in a transaction that is not committed is lost: who commits it is told',
    told: 'commit of a connection that has gone',
  },
  'handles behind deactivate and activate': {
    ours: [
      '0 thrown HoofbeatError The connection that this belongs to has ended. The transaction was aborted.',
      '0 thrown HoofbeatError The connection that this belongs to has ended. The transaction was aborted.',
    ],
    why: 'what was sent in a transaction that is not committed is lost: who commits it is told',
    told: 'commit of a connection that has gone',
  },
  'handles behind deactivate': {
    theirs: [
      '0 sent ACK\nid:k\nsubscription:sub-0\n\n^@',
      '0 sent NACK\nid:k\nsubscription:sub-0\n\n^@',
      '0 sent UNSUBSCRIBE\nid:sub-0\n\n^@',
      '0 sent COMMIT\ntransaction:tx-1\n\n^@',
      '0 sent ABORT\ntransaction:tx-2\n\n^@',
    ],
    ours: [
      '0 thrown TypeError There is no underlying STOMP connection',
      '0 thrown HoofbeatError The connection that this belongs to has ended. The transaction was aborted.',
    ],
    why: 'nothing may follow DISCONNECT; what was sent in a transaction that is not committed is lost: who commits it is told',
    told: 'calls behind deactivate()',
  },
  'the order of the headers': {
    theirs: ['0 ["c","a","b"]'],
    ours: ['0 ["b","a","c"]'],
    why: 'as they came',
    told: 'order of received headers',
  },
  'escapes in 1.1': {
    theirs: ['0 message {"a":"x\\\\cy","message-id":"1","subscription":"sub-0"}  true'],
    ours: ['0 message {"a":"x:y","message-id":"1","subscription":"sub-0"}  true'],
    why: '1.1 escapes line feeds, colons and backslashes (STOMP 1.1, Value Encoding)',
    told: 'escapes',
  },
  'white space around names and values': {
    theirs: ['0 message {"a":"b","c":"d","message-id":"1","subscription":"sub-0"}  true'],
    ours: ['0 message {" c":"d","a":" b ","message-id":"1","subscription":"sub-0"}  true'],
    why: 'it belongs to them (STOMP 1.2, Augmented BNF)',
    told: 'white space around headers',
  },
  'RECEIPT: its watcher, once; otherwise onUnhandledReceipt': {
    theirs: ['0 onUnhandledReceipt RECEIPT {}  while ACTIVE, connected'],
    ours: ['0 onUnhandledFrame RECEIPT {}  while ACTIVE, connected'],
    why: 'without receipt-id it is no receipt',
    told: 'RECEIPT without receipt-id',
  },
  ERROR: {
    theirs: ['0 onStompError ERROR {"message":"no","receipt-id":"r"} details while ACTIVE, connected'],
    ours: ['0 onStompError ERROR {"message":"no","receipt-id":"r"} details while ACTIVE'],
    why: 'the broker is about to close: nothing should rely on this connection',
    told: 'ERROR',
  },
  'ERROR, and the broker closes': {
    theirs: ['0 onStompError ERROR {"message":"no"} details while ACTIVE, connected'],
    ours: ['0 onStompError ERROR {"message":"no"} details while ACTIVE'],
    why: 'the broker is about to close: nothing should rely on this connection',
    told: 'ERROR',
  },
  'ERROR in place of CONNECTED': {
    ours: ['0 close'],
    why: 'the attempt has failed; RabbitMQ leaves the socket open, and theirs would wait for ever',
    told: 'ERROR in place of CONNECTED',
  },
  'several EOLs in one piece': {
    theirs: [
      '0 onHeartbeatReceived while ACTIVE, connected (line 2)',
      '0 onHeartbeatReceived while ACTIVE, connected (line 3)',
    ],
    why: 'EOLs that come together are one sign of life',
    told: 'onHeartbeatReceived',
  },
  'callbacks are looked up when they are called': {
    theirs: ['0 new onUnhandledReceipt RECEIPT'],
    ours: ['0 new onUnhandledFrame RECEIPT'],
    why: 'without receipt-id it is no receipt',
    told: 'RECEIPT without receipt-id',
  },
  'nothing is heard behind a close': {
    theirs: ['0 message {"message-id":"1","subscription":"sub-0"} late true'],
    why: 'no socket tells anything behind its close; subscriptions end with it',
    told: 'frames behind the close',
  },
  'splitLargeFrames: between the halves of a surrogate pair': {
    theirs: ['0 sent ngth:24\n\n\ud83d', '0 sent \ude00😀😀😀😀\ud83d', '0 sent \ude00^@'],
    ours: ['0 sent ngth:24\n\n', '0 sent 😀😀😀😀😀 (line 5)', '0 sent 😀^@ (line 6)'],
    why: 'half a pair is no UTF-8, and a text message must be',
    told: 'pieces of large frames',
  },
  'the code that a connection is given up with': {
    theirs: ['0 close'],
    ours: ['0 close 4006'],
    why: "the broker's log shall say why",
    told: 'close codes',
  },
  'discardWebsocketOnCommFailure: a socket that can be terminated': {
    theirs: ['0 onWebSocketClose 1006 while ACTIVE'],
    ours: ['0 onWebSocketClose 4001 while ACTIVE'],
    why: 'the socket is not waited for, however it is let go of',
    told: 'close code with discardWebsocketOnCommFailure',
  },
  'log: the heads of incoming frames': {
    theirs: ['0 debug <<< CONNECTED\nheart-beat:0,0\nversion:1.2\ncontent-length:0\n\n'],
    ours: ['0 debug <<< CONNECTED\nversion:1.2\nheart-beat:0,0\n\n'],
    why: 'as they came: theirs writes them anew, back to front and with content-length',
    told: 'heads of received frames',
  },
  'log: heartbeats': {
    theirs: ['0 debug Using runInterval for outgoing pings'],
    why: 'there is no choice to tell of',
    told: 'lines about timers',
  },
  'log: debug is taken when a connection is made': {
    theirs: ['0 debug new STOMP: scheduling reconnection in 100ms'],
    ours: ['0 debug STOMP: scheduling reconnection in 100ms'],
    why: 'debug is read when a connection is made, without exception',
    told: 'a debug that is changed',
  },
  'Stomp.over a socket warns': {
    theirs: [
      '0 console.warn Stomp.over did not receive a factory, auto reconnect will not work. Please see https://stomp-js.github.io/api-docs/latest/classes/Stomp.html#over',
    ],
    ours: [
      '0 console.warn Stomp.over did not receive a factory, auto reconnect will not work: a socket can be used once.',
    ],
    why: 'the same warning in other words',
    told: 'the warning of Stomp.over',
  },
  'FrameImpl: values that inject a header': {
    theirs: ['0 SEND\na:x\nevil:y\n\n^@', '0 CONNECT\na:x\nevil:y\n\n^@'],
    ours: [
      "0 thrown HoofbeatError The header value can't be written in this version or frame.",
      "0 thrown HoofbeatError The header value can't be written in this version or frame.",
    ],
    why: 'a value must not become a header of its own',
    told: 'FrameImpl with values that inject a header',
  },
  'frames that are received are FrameImpls': {
    theirs: ['0 true MESSAGE\na:b\ncontent-length:0\n\n'],
    ours: ['0 true MESSAGE\na:b\n\n'],
    why: 'content-length is not among the headers that came',
    told: 'toString of a received frame',
  },
  'Parser: several frames, and EOLs between them': {
    theirs: ['0 ping', '0 ping'],
    why: 'EOLs behind a frame belong to it, and are no heartbeats',
    told: 'EOLs for Parser',
  },
  'Parser: NULs between frames': {
    theirs: ['0 frame MESSAGE [["a","b"],["c","d:e"]] ["Uint8Array","bÃ¶dy"] (line 2)'],
    ours: ['0 thrown HoofbeatError The frame ends (NUL) before the blank line behind its headers.'],
    why: 'NUL behind a frame is the end of another, which is none',
    told: 'NULs between frames for Parser',
  },
};
