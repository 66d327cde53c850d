/** A client that offers these intervals, a broker that answers those, and the next 60 s of it. */
const agreed = (outgoing, incoming, answer, version) => ({
  config: { heartbeatOutgoing: outgoing, heartbeatIncoming: incoming, reconnectDelay: 0 },
  async play(stage) {
    await stage.connect(version, answer);
    await stage.advance(60_000);
  },
});

/** What a client offers, and what the log says was agreed on. */
const negotiated = (outgoing, incoming, answer, version) => ({
  config: (_, stage) => ({
    heartbeatOutgoing: outgoing,
    heartbeatIncoming: incoming,
    debug: (line) => /^(send PING|check PONG) every/.test(line) && stage.note('debug', line),
  }),
  play: (stage) => stage.connect(version, answer),
});

export const heartbeats = {
  'heart-beat:10000,10000 is offered by default': {
    config: { heartbeatOutgoing: undefined },
    async play(stage) {
      const client = new stage.library.Client({ webSocketFactory: () => stage.makeSocket(), host: null });
      stage.client = client;
      await stage.open();
    },
  },
  'agreed: the larger interval of both': negotiated(1000, 2000, '3000,4000'),
  'agreed: ours is larger': negotiated(5000, 6000, '3000,4000'),
  'agreed: the broker sends none': negotiated(1000, 1000, '0,1000'),
  'agreed: the broker wants none': negotiated(1000, 1000, '1000,0'),
  'agreed: we send none': negotiated(0, 1000, '1000,1000'),
  'agreed: we want none': negotiated(1000, 0, '1000,1000'),
  'agreed in 1.1': negotiated(1000, 1000, '1000,1000', '1.1'),
  'none in 1.0': negotiated(1000, 1000, '1000,1000', '1.0'),
  'none without the header': {
    config: { heartbeatOutgoing: 1000, heartbeatIncoming: 1000 },
    async play(stage) {
      await stage.open();
      stage.socket.receive('CONNECTED\nversion:1.2\n\n\0');
      await stage.advance(60_000);
    },
  },
  'with white space in the header': negotiated(1000, 1000, '2000, 3000'),

  'outgoing: how often': agreed(20_000, 0, '0,20000'),
  'outgoing: frames that are sent count': {
    config: { heartbeatOutgoing: 10_000 },
    async play(stage) {
      await stage.connect('1.2', '0,10000');
      await stage.advance(5000);
      stage.client.publish({ destination: '/a' });
      await stage.advance(6000);
    },
  },
  'outgoing: none once the socket has closed': {
    config: { heartbeatOutgoing: 1000, reconnectDelay: 0 },
    async play(stage) {
      await stage.connect('1.2', '0,1000');
      stage.socket.closed();
      await stage.advance(10_000);
    },
  },
  "heartbeatStrategy 'worker' where there is none": {
    config: { heartbeatOutgoing: 1000, heartbeatStrategy: 'worker' },
    async play(stage) {
      await stage.connect('1.2', '0,1000');
      await stage.advance(1000);
      stage.note(stage.socket.sent.length);
    },
  },
  'incoming: lost after silence': agreed(0, 10_000, '10000,0'),
  'incoming: lost, then reconnected when the socket has closed': {
    config: { heartbeatIncoming: 1000, reconnectDelay: 100 },
    async play(stage) {
      stage.client.onHeartbeatLost = () => stage.note('lost');
      await stage.connect('1.2', '1000,0');
      await stage.advance(900);
      for (let i = 0; i < 3; ++i) {
        stage.socket.receive('\n');
        await stage.advance(1500);
      }
      stage.socket.receive('\n');
      stage.note('goes on');
    },
  },
  'incoming: any octet counts': {
    config: { heartbeatIncoming: 1000 },
    async play(stage) {
      await stage.connect('1.2', '1000,0');
      for (let i = 0; i < 5; ++i) {
        await stage.advance(900);
        stage.socket.receive('RECEIPT\nreceipt-id:r\n\n\0');
      }
    },
  },
  'incoming: heartbeatToleranceMultiplier': {
    config: { heartbeatIncoming: 1000, heartbeatToleranceMultiplier: 5, reconnectDelay: 0 },
    async play(stage) {
      await stage.connect('1.2', '1000,0');
      await stage.advance(4999);
      stage.note('still here');
      await stage.advance(5000);
    },
  },
  'incoming: lost with discardWebsocketOnCommFailure': {
    config: { heartbeatIncoming: 1000, reconnectDelay: 100, discardWebsocketOnCommFailure: true },
    async play(stage) {
      await stage.connect('1.2', '1000,0');
      await stage.advance(2950);
      await stage.advance(3_000);
    },
  },
};
