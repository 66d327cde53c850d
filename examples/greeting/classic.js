// The least of it, without modules: `StompJs` is a global of the script before this one.

const stompClient = new StompJs.Client({
  brokerURL: new URLSearchParams(location.search).get('broker') ?? 'ws://127.0.0.1:8080/ws',
});

const byId = (id) => document.getElementById(id);

function setConnected(isConnected) {
  byId('connect').disabled = isConnected;
  byId('disconnect').disabled = !isConnected;
  byId('send').disabled = !isConnected;
  byId('conversation').hidden = !isConnected;
}

function showGreeting(text) {
  const item = document.createElement('li');
  item.textContent = text;
  byId('greetings').append(item);
}

stompClient.onConnect = () => {
  setConnected(true);
  stompClient.subscribe('/topic/greetings', (greeting) => showGreeting(JSON.parse(greeting.body).content));
};
stompClient.onWebSocketClose = () => setConnected(false);
stompClient.onStompError = (frame) => console.error(frame.headers.message, frame.body);

byId('connect').addEventListener('click', () => stompClient.activate());
byId('disconnect').addEventListener('click', () => stompClient.deactivate());
byId('greet').addEventListener('submit', (event) => {
  event.preventDefault();
  stompClient.publish({ destination: '/app/hello', body: JSON.stringify({ name: byId('name').value }) });
});
