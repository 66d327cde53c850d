const maxMessages = 500;
const maxText = 2000;
const marks = ['sending', 'sent', 'delivered'];

/** What was said. A message of one's own has a mark: how far it got. */
class Message {
  mark = 'sending';

  time = new Date();

  constructor({ id, from, text }, isOwn) {
    Object.assign(this, { id, from, isOwn, text: String(text).slice(0, maxText) });
  }

  /** The mark never goes back: the word that others have it may be here before the broker's receipt. */
  advance(mark) {
    if (marks.indexOf(mark) > marks.indexOf(this.mark)) this.mark = mark;
  }
}

/** What this page knows of a room: who is there, and what was said since the page was opened. */
export class Room {
  unread = 0;
  /** By the id of their page, since two people may have one name. */
  people = new Map();
  #messages = new Map();

  constructor(name) {
    this.name = name;
  }

  get messages() {
    return [...this.#messages.values()];
  }

  message(id) {
    return this.#messages.get(id);
  }

  /** Nobody is known to be there any more; those who are will say so. */
  empty() {
    this.people.clear();
  }

  /** Whether it is new: what was sent again after a reconnection may have been here before. */
  add(event, { isOwn }) {
    if (this.#messages.has(event.id)) return false;
    this.#messages.set(event.id, new Message(event, isOwn));
    const [oldest] = this.#messages.keys();
    if (this.#messages.size > maxMessages) this.#messages.delete(oldest);
    return true;
  }

  /** Takes in what somebody's page has told; whether it is a message that was not here before. */
  take(event, ownPage) {
    switch (event.type) {
      case 'join':
      case 'here':
        this.people.set(event.page, event.from);
        return false;
      case 'leave':
        this.people.delete(event.page);
        return false;
      case 'received':
        this.message(event.id)?.advance('delivered');
        return false;
      case 'message':
        return event.page !== ownPage && this.add(event, { isOwn: false });
      default:
        return false;
    }
  }
}
