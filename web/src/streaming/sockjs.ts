export * from '../sockjs/sockjs.js';
export { default } from '../sockjs/sockjs.js';
export type { ModuleSource } from './module-source.js';
export { load } from './sockjs-module.js';
