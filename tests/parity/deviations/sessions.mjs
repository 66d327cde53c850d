// Of connections: how they begin, live and end.
export const sessions = {
  'CONNECT by default': {
    theirs: ['0 sent CONNECT\naccept-version:1.2,1.1,1.0\nheart-beat:10000,10000\n\n^@'],
    ours: ['0 sent CONNECT\naccept-version:1.2,1.1,1.0\nheart-beat:10000,10000\nhost:/\n\n^@'],
    why: "1.1 and 1.2 require a host; '/' is what RabbitMQ takes for its default virtual host. `host: null` sends none",
  },
  "accept-version and heart-beat of the user's lose against the options": {
    theirs: ['0 sent CONNECT\nheart-beat:0,0\naccept-version:1.2,1.1,1.0\nx:y\n\n^@'],
    ours: ['0 sent CONNECT\nx:y\naccept-version:1.2,1.1,1.0\nheart-beat:0,0\n\n^@'],
    why: 'the order of headers means nothing, but where a name is repeated',
  },
  'stompVersions are offered as they are listed': {
    theirs: ['0 sent CONNECT\naccept-version:1.0,1.1\nheart-beat:0,0\n\n^@'],
    ours: ['0 sent CONNECT\naccept-version:1.1,1.0\nheart-beat:0,0\n\n^@'],
    why: 'accept-version is a set; the broker takes the highest it knows',
  },
  'no version in CONNECTED': {
    theirs: ['0 version undefined'],
    ours: ['0 version 1.0'],
    why: 'who says no version speaks 1.0',
  },
  'CONNECTED is waited for': {
    ours: ['30000 close', '33000 onWebSocketClose 1006 while ACTIVE'],
    why: 'a broker that shares no version may keep silent: connectedTimeout ends the attempt, 0 waits as theirs does',
  },
  'reconnectDelay changed while connected': {
    theirs: ['100 socket 2 made'],
    ours: ['700 socket 2 made'],
    why: 'options that are about reconnection are those of the moment in which the connection is lost',
  },
  'none in 1.0': {
    ours: ['0 debug send PING every 1000ms', '0 debug check PONG every 1000ms'],
    why: 'a broker that answers heart-beat means it, whatever the version',
  },
  'outgoing: how often': {
    theirs: ['20000 sent \n', '40000 sent \n', '60000 sent \n'],
    ours: ['18000 sent \n', '36000 sent \n', '54000 sent \n'],
    why: 'at nine tenths of the interval of silence, so that a timer that is late breaks no promise',
  },
  'outgoing: frames that are sent count': {
    theirs: ['10000 sent \n'],
    why: 'a frame is as good as a heartbeat (STOMP 1.2, Heart-beating)',
  },
  "heartbeatStrategy 'worker' where there is none": {
    theirs: ['1000 sent \n'],
    ours: ['900 sent \n'],
    why: 'at nine tenths of the interval of silence, so that a timer that is late breaks no promise',
  },
  'incoming: lost after silence': {
    theirs: [
      '30000 onHeartbeatLost while ACTIVE, connected',
      '30000 close',
      '40000 onHeartbeatLost while ACTIVE, connected',
      '40000 close',
      '50000 onHeartbeatLost while ACTIVE, connected',
      '50000 close',
      '60000 onHeartbeatLost while ACTIVE, connected',
      '60000 close',
    ],
    ours: ['20000 close', '20000 onHeartbeatLost while ACTIVE', '23000 onWebSocketClose 1006 while ACTIVE'],
    why: 'lost when the tolerance has passed, not at the next tick behind it; told once; the close is waited for 3 s',
  },
  'incoming: heartbeatToleranceMultiplier': {
    theirs: [
      '6000 onHeartbeatLost while ACTIVE, connected',
      '6000 close',
      '7000 onHeartbeatLost while ACTIVE, connected',
      '7000 close',
      '8000 onHeartbeatLost while ACTIVE, connected',
      '8000 close',
      '9000 onHeartbeatLost while ACTIVE, connected',
      '9000 close',
    ],
    ours: ['5000 close', '5000 onHeartbeatLost while ACTIVE', '8000 onWebSocketClose 1006 while ACTIVE'],
    why: 'lost when the tolerance has passed, not at the next tick behind it; told once; the close is waited for 3 s',
  },
  'incoming: lost with discardWebsocketOnCommFailure': {
    theirs: [
      '3000 onHeartbeatLost while ACTIVE, connected',
      '3000 close',
      '3000 onWebSocketClose 4001 while ACTIVE',
      '3100 socket 2 made',
    ],
    ours: [
      '2000 close',
      '2000 onHeartbeatLost while ACTIVE',
      '2000 onWebSocketClose 4001 while ACTIVE',
      '2100 socket 2 made',
    ],
    why: 'lost when the tolerance has passed, not at the next tick behind it',
  },
  'a socket that closes while it is told to': {
    theirs: ['0 onDisconnect RECEIPT {"receipt-id":"close-0"}  while INACTIVE (line 10)'],
    ours: ['0 onDisconnect RECEIPT {"receipt-id":"close-0"}  while INACTIVE (line 8)'],
    why: 'what is told is told in order: onDisconnect before what follows from it',
  },
  'disconnectHeaders, and a receipt of the user’s': {
    theirs: ['0 sent DISCONNECT\nreceipt:bye\nreason:a\\cb\n\n^@'],
    ours: ['0 sent DISCONNECT\nreason:a\\cb\nreceipt:bye\n\n^@'],
    why: 'the order of headers means nothing, but where a name is repeated',
  },
  'messages behind DISCONNECT are still told': {
    theirs: ['0 message late (line 8)'],
    ours: ['0 message late (line 9)'],
    why: 'what came in one piece is acted upon, then told',
  },
  'calls behind deactivate': {
    theirs: [
      '0 true false',
      '0 sent SEND\ndestination:/a\n\n^@',
      '0 sent SUBSCRIBE\nid:sub-1\ndestination:/a\n\n^@',
    ],
    ours: [
      '0 false false',
      '0 thrown TypeError There is no underlying STOMP connection',
      '0 thrown TypeError There is no underlying STOMP connection',
    ],
    why: 'brokers ignore what comes behind DISCONNECT: a message would be lost without a word',
  },
  'force while DISCONNECT waits for its RECEIPT': {
    theirs: ['0 onChangeState DEACTIVATING, connected (line 7)'],
    why: 'onChangeState is called where the state changes',
  },
  twice: {
    theirs: ['0 onChangeState DEACTIVATING, connected (line 7)'],
    why: 'onChangeState is called where the state changes',
  },
  'activate during deactivate': {
    theirs: ['0 onWebSocketClose 1000 while INACTIVE', '0 socket 2 made (line 13)'],
    ours: ['0 onWebSocketClose 1000 while ACTIVE', '0 socket 2 made (line 14)'],
    why: '`state` is what it is by now, ACTIVE again as was asked for; who waits for deactivate is told before what activate begins',
  },
  'activate, then deactivate, during deactivate': {
    theirs: ['0 onChangeState DEACTIVATING, connected (line 7)'],
    why: 'onChangeState is called where the state changes',
  },
  'activate in onDisconnect': {
    theirs: ['0 onWebSocketClose 1000 while INACTIVE', '0 socket 2 made (line 11)'],
    ours: ['0 onWebSocketClose 1000 while ACTIVE', '0 socket 2 made (line 12)'],
    why: '`state` is what it is by now, ACTIVE again as was asked for; who waits for deactivate is told before what activate begins',
  },
  'activate in onWebSocketClose': {
    theirs: ['0 socket 2 made (line 11)'],
    ours: ['0 socket 2 made (line 12)'],
    why: 'who waits for deactivate is told before what activate begins',
  },
  'activate behind force': {
    theirs: ['0 socket 2 made (line 10)'],
    ours: ['0 socket 2 made (line 11)'],
    why: 'who waits for deactivate is told before what activate begins',
  },
  'deactivate and activate in the same breath, before a socket is made': {
    theirs: ['0 socket 1 made (line 5)'],
    ours: ['0 socket 1 made (line 6)'],
    why: 'who waits for deactivate is told before what activate begins',
  },
  'an answer that never comes': {
    ours: [
      '5000 close',
      '8000 onChangeState INACTIVE',
      '8000 onWebSocketClose 1006 while INACTIVE',
      '8000 deactivated',
    ],
    why: 'deactivate always resolves: disconnectTimeout, then 3 s for the close',
  },
};
