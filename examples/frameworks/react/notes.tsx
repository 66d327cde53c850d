import { useState } from 'react';
import { type Note, noteCodec, withNote } from '../shared/note';
import { useSubscription } from './stomp';

export function Notes({ destination }: { destination: string }) {
  const [notes, setNotes] = useState<readonly Note[]>([]);
  const [error, setError] = useState<string>();
  useSubscription(
    destination,
    noteCodec,
    (note) => {
      setError(undefined);
      setNotes((before) => withNote(before, note));
    },
    ({ message }) => setError(message),
  );
  return (
    <section className="panel board">
      <h2>Notes</h2>
      {notes.length === 0 && <p className="hint">None yet.</p>}
      <ul className="notes">
        {notes.map((note, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: notes have nothing that tells them apart, and no state
          <li key={index}>{note.text}</li>
        ))}
      </ul>
      {error !== undefined && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
    </section>
  );
}
