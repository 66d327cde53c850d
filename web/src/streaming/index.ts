export * from '../index.js';
export type { ModuleSource } from './module-source.js';
export { load } from './stomp-module.js';
