export { Client } from 'hoofbeat';
export { default as SockJS } from 'hoofbeat/sockjs';
