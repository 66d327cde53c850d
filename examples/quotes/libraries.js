export { Client } from 'hoofbeat';
