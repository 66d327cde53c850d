/** The Client of a library, which alone is loaded. */
export async function clientOf(library) {
  const { Client } =
    library === 'hoofbeat' ? await import('../../dist/index.js') : await import('@stomp/stompjs');
  return Client;
}

export const libraryNames = ['hoofbeat', 'stompjs'];
