import '../../theme.css';
import '../shared/page.css';
import { connection, publishNote, statusTexts } from '../shared/page';
import { StompNotes } from './stomp-notes';

function find<E extends Element>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (found === null) throw new Error(`the page has no ${selector}`);
  return found;
}

const destination = '/topic/notes-vanilla';
const status = find<HTMLElement>('.status');
const field = find<HTMLInputElement>('input');
const publish = find<HTMLButtonElement>('form button');
const errorLine = find<HTMLElement>('#error');
const notes = find<HTMLElement>('stomp-notes');
const toggle = find<HTMLButtonElement>('.toggle');

function show(error = connection.snapshot.error): void {
  const { status: state } = connection.snapshot;
  status.dataset.state = state;
  status.textContent = statusTexts[state];
  publish.disabled = state !== 'connected';
  errorLine.textContent = error ?? '';
  errorLine.hidden = error === undefined;
}

find('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const refusal = publishNote(destination, field.value);
  if (refusal === undefined) field.value = '';
  show(refusal);
});
toggle.addEventListener('click', () => {
  if (notes.isConnected) notes.remove();
  else toggle.before(notes);
  toggle.textContent = notes.isConnected ? 'Hide notes' : 'Show notes';
});

connection.onChange(() => show());
connection.use();
StompNotes.connection = connection;
customElements.define('stomp-notes', StompNotes);
show();
