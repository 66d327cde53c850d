export { Client } from '@stomp/stompjs';
