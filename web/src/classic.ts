// All of the package, for where there are no modules.

export * from './index.js';
export { SockJS } from './sockjs/sockjs.js';
