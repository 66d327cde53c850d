import { Connection, type Status } from './connection';
import { noteCodec } from './note';

/** What all components of a page share. `?broker=` names another broker. */
export const connection = new Connection({
  brokerURL: new URLSearchParams(location.search).get('broker') ?? 'ws://127.0.0.1:8080/ws',
});

export const statusTexts: Record<Status, string> = {
  disconnected: 'Disconnected',
  connecting: 'Connecting …',
  connected: 'Connected',
  reconnecting: 'Connection lost, trying again …',
};

/** @returns why the note could not be published; undefined where it was */
export function publishNote(destination: string, text: string): string | undefined {
  try {
    connection.publish(destination, noteCodec, { text });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
