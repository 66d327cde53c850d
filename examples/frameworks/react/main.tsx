import { type FormEvent, StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import '../../theme.css';
import '../shared/page.css';
import { connection, publishNote, statusTexts } from '../shared/page';
import { Notes } from './notes';
import { StompProvider, useConnectionSnapshot } from './stomp';

const destination = '/topic/notes-react';

function Page() {
  const { status, error } = useConnectionSnapshot();
  const [text, setText] = useState('');
  const [isShown, setIsShown] = useState(true);
  const [refusal, setRefusal] = useState<string>();
  function send(event: FormEvent) {
    event.preventDefault();
    const problem = publishNote(destination, text);
    setRefusal(problem);
    if (problem === undefined) setText('');
  }
  return (
    <>
      <header>
        <h1>Notes in React</h1>
        <p className="status" role="status" data-state={status}>
          {statusTexts[status]}
        </p>
      </header>
      <form onSubmit={send}>
        <input aria-label="Note" required value={text} onChange={(event) => setText(event.target.value)} />
        <button type="submit" disabled={status !== 'connected'}>
          Publish
        </button>
      </form>
      {(refusal ?? error) !== undefined && (
        <p className="error" role="alert">
          {refusal ?? error}
        </p>
      )}
      {isShown && <Notes destination={destination} />}
      <button type="button" className="toggle" onClick={() => setIsShown(!isShown)}>
        {isShown ? 'Hide notes' : 'Show notes'}
      </button>
    </>
  );
}

const root = document.getElementById('app');
if (root === null) throw new Error('the page has no #app');
createRoot(root).render(
  <StrictMode>
    <StompProvider connection={connection}>
      <Page />
    </StompProvider>
  </StrictMode>,
);
