export { Client } from '@stomp/stompjs';
export { default as SockJS } from 'sockjs-client';
