import { Client } from './libraries.js';

const brokerURL = new URLSearchParams(location.search).get('broker') ?? 'ws://127.0.0.1:8080/ws';

const byId = (id) => document.getElementById(id);
const client = new Client({ brokerURL, reconnectDelay: 1000 });

client.onConnect = () => {
  showState('connected', 'Connected');
  client.subscribe('/topic/greetings', (message) => showGreeting(JSON.parse(message.body).content));
};

client.onWebSocketClose = () => {
  if (client.active) showState('reconnecting', 'Connection lost, trying again …');
};

client.onStompError = (frame) => showState('reconnecting', `Refused: ${frame.headers.message}`);

function connect() {
  byId('greetings').replaceChildren();
  byId('conversation').hidden = false;
  byId('connect').disabled = true;
  byId('disconnect').disabled = false;
  showState('connecting', 'Connecting …');
  client.activate();
}

async function disconnect() {
  byId('disconnect').disabled = true;
  await client.deactivate();
  byId('conversation').hidden = true;
  byId('connect').disabled = false;
  showState('disconnected', 'Disconnected');
}

function sendName() {
  client.publish({ destination: '/app/hello', body: JSON.stringify({ name: byId('name').value }) });
}

function showState(state, text) {
  byId('status').dataset.state = state;
  byId('status').textContent = text;
  byId('send').disabled = state !== 'connected';
}

function showGreeting(text) {
  const item = document.createElement('li');
  item.textContent = text;
  byId('greetings').append(item);
}

byId('connect').addEventListener('click', connect);
byId('disconnect').addEventListener('click', disconnect);
byId('greet').addEventListener('submit', (event) => {
  event.preventDefault();
  sendName();
});
