const byId = (id) => document.getElementById(id);

const markTexts = { sending: '… sending', sent: '✓ sent', delivered: '✓✓ delivered' };

function element(name, { text = '', ...properties } = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(text, ...children);
  return made;
}

/** What the page shows. Whatever people wrote gets in as text, never as HTML. */
export class ChatView {
  #on;
  #shown;

  /**
   * @param {string[]} rooms
   * @param {{join: (name: string, room: string) => void, enter: (room: string) => void,
   *   say: (text: string) => void, leave: () => void}} on
   */
  constructor(rooms, on) {
    this.#on = on;
    // A scrolling list without anything to press in it is out of the keyboard's reach in some browsers.
    byId('messages').tabIndex = 0;
    byId('first-room').append(...rooms.map((name) => element('option', { text: name })));
    this.#onSubmit('join', () => {
      this.#showChat(true);
      on.join(byId('name').value.trim() || 'Anonymous', byId('first-room').value);
    });
    this.#onSubmit('say', () => {
      on.say(byId('text').value);
      byId('text').value = '';
    });
    byId('leave').addEventListener('click', () => {
      this.#showChat(false);
      byId('name').focus();
      on.leave();
    });
  }

  #showChat(isThere) {
    byId('join').hidden = isThere;
    byId('chat').hidden = !isThere;
  }

  #onSubmit(id, run) {
    byId(id).addEventListener('submit', (event) => {
      event.preventDefault();
      run();
    });
  }

  focusText() {
    byId('text').focus();
  }

  showStatus(state, text) {
    byId('status').dataset.state = state;
    byId('status').textContent = text;
  }

  /**
   * @param {import('./room.js').Room} current
   * @param {Map<string, import('./room.js').Room>} rooms
   */
  show(current, rooms) {
    byId('room-name').textContent = current.name;
    this.#showRooms(current, rooms);
    byId('people').replaceChildren(
      ...[...current.people.values()].sort().map((text) => element('li', { text })),
    );
    this.#showMessages(current);
  }

  // Buttons stay where they are, so that they keep the focus.
  #showRooms(current, rooms) {
    if (byId('rooms').childElementCount === 0)
      byId('rooms').append(...[...rooms.keys()].map((name) => this.#roomItem(name)));
    for (const button of byId('rooms').querySelectorAll('button')) {
      const { name, unread } = rooms.get(button.value);
      button.ariaCurrent = String(name === current.name);
      button.querySelector('.unread').textContent = unread === 0 ? '' : `${unread} new`;
    }
  }

  #roomItem(name) {
    const button = element(
      'button',
      { text: `# ${name}`, type: 'button', value: name },
      element('span', { className: 'unread' }),
    );
    button.addEventListener('click', () => this.#on.enter(name));
    return element('li', {}, button);
  }

  // What is shown already stays, or a screen reader would tell all of it again.
  #showMessages(room) {
    const list = byId('messages');
    if (this.#shown !== room) list.replaceChildren();
    this.#shown = room;
    const isAtEnd = list.scrollTop + list.clientHeight > list.scrollHeight - 40;
    const items = new Map([...list.children].map((item) => [item.dataset.id, item]));
    for (const message of room.messages) {
      const item = items.get(message.id) ?? list.appendChild(messageItem(message));
      items.delete(message.id);
      if (message.isOwn) showMark(item.querySelector('.mark'), message.mark);
    }
    for (const gone of items.values()) gone.remove();
    if (isAtEnd) list.scrollTop = list.scrollHeight;
  }
}

function messageItem({ id, from, text, time, isOwn }) {
  const item = element(
    'li',
    { className: isOwn ? 'own' : '' },
    element(
      'p',
      { className: 'by' },
      element('b', { text: from }),
      element('time', {
        text: time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }),
        dateTime: time.toISOString(),
      }),
      element('span', { className: 'mark' }),
    ),
    element('p', { text }),
  );
  item.dataset.id = id;
  return item;
}

function showMark(mark, state) {
  if (mark.dataset.state === state) return;
  mark.dataset.state = state;
  mark.textContent = markTexts[state];
}
