importScripts('hoofbeat.umd.js', 'application.js');

addEventListener('message', ({ data: name }) => {
  applications[name]().then(
    (body) => postMessage({ body }),
    (error) => postMessage({ error: String(error?.reason ?? error) }),
  );
});
