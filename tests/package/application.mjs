// An application as somebody would write it who knows nothing of how the package is made.

/** The package's forms by what is imported; `load`: whether that has to be loaded before. */
export const forms = {
  hoofbeat: { load: false },
  'hoofbeat/streaming': { load: true },
  'hoofbeat/no-wasm': { load: false },
};

/**
 * A module with `hear(config)`, which connects, sends itself a message and resolves with its body, and with
 * `hearBySockJS(url)`, which does the same with a SockJS and the server's test service.
 *
 * @param {string} form of `forms`
 * @param {{from?: string, sockjs?: string, source?: string, sockjsSource?: string}} [options] from, sockjs: what is
 *   imported in place of the package's entries; source, sockjsSource: what is given to `load`
 */
export function conversation(
  form,
  { from = form, sockjs = `${form}/sockjs`, source = '', sockjsSource = '' } = {},
) {
  const { load } = forms[form];
  return `import { Client${load ? ', load' : ''} } from '${from}';

export async function hear(config) {
  ${load ? `await load(${source});` : ''}
  return new Promise((resolve) => {
    const destination = '/topic/' + Math.random();
    const client = new Client({ ...config, reconnectDelay: 0 });
    client.onConnect = () => {
      client.subscribe(destination, ({ body }) => {
        resolve(body);
        client.deactivate();
      });
      client.publish({ destination, body: 'by ' + config.brokerURL.split(':')[0] });
    };
    client.onError = ({ code, cause }) => resolve(code + ': ' + (cause?.message ?? cause));
    client.activate();
  });
}

export async function hearBySockJS(url) {
  const { default: SockJS${load ? ', load: loadSockJS' : ''} } = await import('${sockjs}');
  ${load ? `await loadSockJS(${sockjsSource});` : ''}
  return new Promise((resolve) => {
    const socket = new SockJS(url, null, { transports: ['xhr-streaming'] });
    socket.onopen = () => socket.send('by SockJS');
    socket.onmessage = ({ data }) => {
      resolve(data);
      socket.close();
    };
    socket.onclose = ({ code, reason }) => resolve(code + ': ' + reason);
  });
}
`;
}

/** What a page runs: its functions are called by the test. */
export const main = `import { hear, hearBySockJS } from './conversation.js';

window.application = { hear, hearBySockJS };
`;

/** @param {string} script the URL or the path of the page's module */
export function page(script) {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>An application</title>
    <link rel="icon" href="data:,">
    <script type="module" src="${script}"></script>
  </head>
  <body></body>
</html>
`;
}

/** Puts the application into a project. */
export function writeApplication(project, form, options) {
  project.write('src/conversation.js', conversation(form, options));
  project.write('src/main.js', main);
  project.write('index.html', page('/src/main.js'));
}
