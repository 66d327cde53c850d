import type { BodyCodec } from 'hoofbeat';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useEffectEvent,
  useSyncExternalStore,
} from 'react';
import type { Connection, Snapshot } from '../shared/connection';

const ConnectionContext = createContext<Connection | undefined>(undefined);

/** Gives the components below it a connection, and keeps it while it is mounted. */
export function StompProvider({ connection, children }: { connection: Connection; children: ReactNode }) {
  useEffect(() => connection.use(), [connection]);
  return <ConnectionContext value={connection}>{children}</ConnectionContext>;
}

/** The connection of the provider above, to publish by. */
export function useConnection(): Connection {
  const connection = useContext(ConnectionContext);
  if (connection === undefined) throw new Error('useConnection() wants a <StompProvider> above it');
  return connection;
}

/** Renders anew when the connection comes or goes. */
export function useConnectionSnapshot(): Snapshot {
  const connection = useConnection();
  const subscribe = useCallback((listener: () => void) => connection.onChange(listener), [connection]);
  const snapshot = () => connection.snapshot;
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}

/**
 * Calls `onContent` for each message while the component is mounted; always the one of the latest rendering.
 * @param codec - has to be the same object in each rendering, as one that is made outside of the component
 */
export function useSubscription<T>(
  destination: string,
  codec: BodyCodec<T>,
  onContent: (content: T) => void,
  onError: (error: Error) => void,
): void {
  const connection = useConnection();
  const take = useEffectEvent(onContent);
  const fail = useEffectEvent(onError);
  useEffect(
    () =>
      connection.subscribe<T>(
        destination,
        codec,
        (content) => take(content),
        (error) => fail(error),
      ),
    [connection, destination, codec],
  );
}
