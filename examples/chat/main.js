import { ChatClient } from './chat-client.js';
import { ChatView } from './chat-view.js';
import { Room } from './room.js';

const url = new URLSearchParams(location.search).get('broker') ?? 'http://127.0.0.1:8080/ws';
const names = ['general', 'horses', 'help'];
const view = new ChatView(names, { join, enter, say, leave });
let rooms;
let current;
let chat;

function join(name, room) {
  rooms = new Map(names.map((name) => [name, new Room(name)]));
  view.showStatus('connecting', 'Connecting …');
  chat = new ChatClient(url, name, {
    onStatus: (state, text) => view.showStatus(state, text),
    onConnect: () => {
      for (const room of rooms.values()) room.empty();
      refresh();
    },
    onEvent: (room, event) => take(rooms.get(room), event),
    onSent: (room, id) => {
      rooms.get(room).message(id)?.advance('sent');
      refresh();
    },
  });
  enter(room);
  chat.activate();
}

function enter(name) {
  current = rooms.get(name);
  current.unread = 0;
  chat.enter(name);
  refresh();
  view.focusText();
}

function say(text) {
  const event = chat.say(current.name, text);
  current.add(event, { isOwn: true });
  refresh();
}

function leave() {
  chat.leave();
  chat = undefined;
}

function take(room, event) {
  const isNew = room.take(event, chat.id);
  if (isNew && room !== current) room.unread += 1;
  refresh();
}

function refresh() {
  view.show(current, rooms);
}

addEventListener('pagehide', () => chat?.leave());
// From the back/forward cache.
addEventListener('pageshow', ({ persisted }) => persisted && chat?.activate());
