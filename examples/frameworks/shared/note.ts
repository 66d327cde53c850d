import { type BodyCodec, json } from 'hoofbeat';

/** What the pages send each other. */
export interface Note {
  readonly text: string;
}

function checkNote(value: unknown): Note {
  if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string')
    throw new TypeError('no note: it has no text');
  return { text: value.text };
}

export const noteCodec: BodyCodec<Note> = json(checkNote);

/** Of the notes, so that a page that stays open does not grow. */
export const maxNotes = 8;

/** The newest first. */
export function withNote(notes: readonly Note[], note: Note): readonly Note[] {
  return [note, ...notes].slice(0, maxNotes);
}
