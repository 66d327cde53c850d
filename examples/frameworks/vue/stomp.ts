import type { BodyCodec } from 'hoofbeat';
import {
  type InjectionKey,
  inject,
  type MaybeRefOrGetter,
  onScopeDispose,
  type Ref,
  readonly,
  shallowRef,
  toValue,
  watch,
} from 'vue';
import type { Connection, Snapshot } from '../shared/connection';

/** `app.provide(connectionKey, connection)` gives the components of an application their connection. */
export const connectionKey: InjectionKey<Connection> = Symbol('connection');

function useConnection(): Connection {
  const connection = inject(connectionKey);
  if (connection === undefined) throw new Error('no connection: app.provide(connectionKey, …) is missing');
  return connection;
}

/** What the connection is like, and keeps it until the component goes. */
export function useConnectionSnapshot(): Readonly<Ref<Snapshot>> {
  const connection = useConnection();
  const snapshot = shallowRef(connection.snapshot);
  const endListening = connection.onChange(() => {
    snapshot.value = connection.snapshot;
  });
  const endUse = connection.use();
  onScopeDispose(() => {
    endListening();
    endUse();
  });
  return readonly(snapshot);
}

/** Calls `onContent` for each message until the component goes. Where the destination changes, so does the subscription. */
export function useSubscription<T>(
  destination: MaybeRefOrGetter<string>,
  codec: BodyCodec<T>,
  onContent: (content: T) => void,
  onError: (error: Error) => void,
): void {
  const connection = useConnection();
  watch(
    () => toValue(destination),
    (name, _before, onCleanup) => onCleanup(connection.subscribe(name, codec, onContent, onError)),
    { immediate: true },
  );
}
