/** What every application does with a message: reads the body and one header. Keeps sums to check the work by. */
export class Application {
  #seen = { count: 0, characters: 0, checksum: 0 };

  take(message) {
    const { body } = message;
    const id = message.headers['message-id'];
    const seen = this.#seen;
    seen.count += 1;
    seen.characters += body.length;
    seen.checksum += body.charCodeAt(body.length - 1) + 7 * id.length + id.charCodeAt(id.length - 1);
  }

  /** Since the last time. */
  takeSeen() {
    const seen = this.#seen;
    this.#seen = { count: 0, characters: 0, checksum: 0 };
    return seen;
  }
}
