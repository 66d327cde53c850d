// As applications were written for the scripts of @stomp/stompjs and sockjs-client: for a page and for a worker. Each
// resolves with the body that came back.
var webSocketUrl = `${location.origin.replace('http', 'ws')}/ws`;
var sockJSUrl = `${location.origin}/ws`;

globalThis.applications = {
  client: () =>
    new Promise((resolve, reject) => {
      var client = new StompJs.Client({ brokerURL: webSocketUrl });
      client.onWebSocketError = reject;
      client.onConnect = () => {
        client.subscribe('/queue/classic-client', (message) => {
          client.deactivate();
          resolve(message.body);
        });
        client.publish({ destination: '/queue/classic-client', body: 'by a client' });
      };
      client.activate();
    }),

  overSockJS: () =>
    new Promise((resolve, reject) => {
      var stompClient = StompJs.Stomp.over(() => new SockJS(sockJSUrl));
      stompClient.debug = () => {};
      stompClient.connect(
        {},
        () => {
          stompClient.subscribe('/queue/classic-over', (message) => {
            stompClient.disconnect();
            resolve(message.body);
          });
          stompClient.send('/queue/classic-over', {}, 'over SockJS');
        },
        reject,
      );
    }),

  // What loads SockJS on demand elsewhere.
  httpUrl: () =>
    new Promise((resolve, reject) => {
      var client = new hoofbeat.Client({ brokerURL: sockJSUrl });
      client.onWebSocketError = reject;
      client.onConnect = () => {
        var isSockJS = client.webSocket instanceof SockJS;
        client.deactivate().then(() => {
          resolve(`a SockJS: ${isSockJS}`);
        });
      };
      client.activate();
    }),

  sockJS: () =>
    new Promise((resolve, reject) => {
      var sock = SockJS(`${location.origin}/echo`);
      sock.onopen = () => {
        sock.send('by SockJS');
      };
      sock.onmessage = (event) => {
        sock.close();
        resolve(event.data);
      };
      sock.onclose = reject;
    }),
};
