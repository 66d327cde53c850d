/** Most pages need no SockJS, and load none of it. */
export const loadSockJS = () => import('./sockjs.js');
