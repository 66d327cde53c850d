// Of values that no type allows, frames that no broker sends, and forms that nobody promised.
export const oddities = {
  'configure with undefined': {
    theirs: ['0 undefined undefined undefined'],
    ours: ['0 number object function'],
    why: 'undefined stands for the default, not for none',
    told: 'undefined for an option',
  },
  'bodies that are no text': {
    theirs: ['0 sent SEND\ndestination:/a\n\n^@', '0 sent SEND\ndestination:/a\n\n^@'],
    ours: [
      '0 sent SEND\ndestination:/a\ncontent-length:1\n\n0^@',
      '0 sent SEND\ndestination:/a\ncontent-length:5\n\nfalse^@',
    ],
    why: '0 and false are no less than 5 and true',
    told: 'bodies 0 and false',
  },
  'calls without an id': {
    theirs: [
      '0 sent COMMIT\ntransaction:undefined\n\n^@',
      '0 sent ABORT\ntransaction:undefined\n\n^@',
      '0 sent UNSUBSCRIBE\nid:undefined\n\n^@',
      '0 sent ACK\nid:undefined\nsubscription:undefined\n\n^@',
      '0 sent NACK\nid:undefined\nsubscription:undefined\n\n^@',
      '0 watched',
    ],
    ours: [
      '0 thrown TypeError The id of the transaction is undefined',
      '0 thrown TypeError The id of the transaction is undefined',
      '0 thrown TypeError The id of the subscription is undefined',
      '0 thrown TypeError The id of the message is undefined',
      '0 thrown TypeError The id of the message is undefined',
      '0 thrown TypeError The id of the receipt is undefined',
      '0 onUnhandledReceipt RECEIPT {"receipt-id":"undefined"}  while ACTIVE, connected',
    ],
    why: 'undefined is no id: the broker would refuse the frame',
    told: 'calls without an id',
  },
  'ids that are numbers': {
    theirs: ['0 number number'],
    ours: ['0 string string'],
    why: 'that is what they are on the wire, and what their types say',
    told: 'ids that are numbers',
  },
  'a header of the user’s that is named __proto__': {
    theirs: [
      '0 sent CONNECT\na:b\naccept-version:1.2,1.1,1.0\nheart-beat:0,0\n\n^@',
      '0 sent SEND\ndestination:/a\na:b\n\n^@',
    ],
    ours: [
      '0 sent CONNECT\n__proto__:x\na:b\naccept-version:1.2,1.1,1.0\nheart-beat:0,0\n\n^@',
      '0 sent SEND\ndestination:/a\n__proto__:x\na:b\n\n^@',
    ],
    why: 'it is a name like any other',
    told: 'a header __proto__ of your own',
  },
  'versions that nobody knows': {
    theirs: [
      '0 sent CONNECT\naccept-version:1.3,1.2\nheart-beat:0,0\n\n^@',
      '0 onChangeState ACTIVE (line 8)',
      '0 socket 2 made',
      '0 sent CONNECT\naccept-version:1.3\nheart-beat:0,0\n\n^@',
    ],
    ours: [
      '0 sent CONNECT\naccept-version:1.2\nheart-beat:0,0\n\n^@',
      "0 thrown RangeError stompVersions must have one of 1.0, 1.1 and 1.2, not '1.3'",
    ],
    why: 'a version that the client can not speak must not be agreed on',
    told: 'versions that STOMP does not have',
  },
  'a maxReconnectDelay that is set below reconnectDelay without configure': {
    theirs: ['600 socket 3 made'],
    ours: ['1000 socket 3 made'],
    why: 'no delay is below reconnectDelay, however the limit was set',
    told: 'a maxReconnectDelay below reconnectDelay',
  },
  'a message as JSON': {
    theirs: [
      '0 {"command":"MESSAGE","headers":{"a":"b"},"_binaryBody":{"0":120},"isBinaryBody":true,"escapeHeaderValues":true,"skipContentLengthHeader":false}',
    ],
    ours: ['0 {"command":"MESSAGE","headers":{"a":"b"},"isBinaryBody":true,"body":"x"}'],
    why: 'what there is to read, in place of the fields of a class',
    told: 'JSON.stringify(message)',
  },
  'a URL that is not as URLs are written': {
    theirs: ['0 WebSocket WS://Broker.Test:80 ["v12.stomp","v11.stomp","v10.stomp"]'],
    ours: ['0 WebSocket ws://broker.test/ ["v12.stomp","v11.stomp","v10.stomp"]'],
    why: 'browsers do so themselves, and those of before 2024 take no relative ones',
    told: 'brokerURL',
  },
  'FrameImpl: commands and names that can’t be read again': {
    theirs: ['0 A B\n\n^@', '0 \n\n^@', '0 SEND\na:b:x\n\n^@', '0 SEND\n:x\n\n^@', '0 SEND\na:x\ry\n\n^@'],
    ours: [
      '0 thrown invalid_command',
      '0 thrown invalid_command',
      '0 thrown unwritable_header_name',
      '0 thrown unwritable_header_name',
      '0 thrown unwritable_header_value',
    ],
    why: 'a name must not become a header, nor a command two words',
    told: 'FrameImpl with values that inject a header',
  },
  'Parser: a line without a colon': {
    theirs: ['0 taken', '0 taken'],
    ours: ['0 thrown header_without_colon', '0 thrown header_without_colon'],
    why: 'what is no frame is not taken for one, in a parser as in a session',
    told: 'frames that break the protocol, for Parser',
  },
  'Parser: a header without a name': {
    theirs: ['0 frame M [["","b"]] ', '0 taken'],
    ours: ['0 thrown empty_header_name'],
    why: 'what is no frame is not taken for one, in a parser as in a session',
    told: 'frames that break the protocol, for Parser',
  },
  'Parser: a command of two words': {
    theirs: ['0 frame M X [] ', '0 taken'],
    ours: ['0 thrown invalid_command'],
    why: 'what is no frame is not taken for one, in a parser as in a session',
    told: 'frames that break the protocol, for Parser',
  },
  'Parser: a byte order mark': {
    theirs: ['0 frame M [] ', '0 taken'],
    ours: ['0 thrown invalid_command'],
    why: 'what is no frame is not taken for one, in a parser as in a session',
    told: 'frames that break the protocol, for Parser',
  },
  'Parser: a body longer than its content-length': {
    theirs: ['0 frame M [["content-length","2"]] ab', '0 taken'],
    ours: ['0 thrown missing_nul'],
    why: 'what is no frame is not taken for one, in a parser as in a session',
    told: 'frames that break the protocol, for Parser',
  },
  'Parser: CR in a value': {
    theirs: ['0 frame M [["a","bc"]] '],
    ours: ['0 frame M [["a","b\\rc"]] '],
    why: 'what is no frame is not taken for one, in a parser as in a session',
    told: 'frames that break the protocol, for Parser',
  },
};
