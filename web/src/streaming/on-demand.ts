/** With its module, so that only who uses SockJS by itself has to load that. */
export async function loadSockJS() {
  const module = await import('./sockjs.js');
  await module.load();
  return module;
}
