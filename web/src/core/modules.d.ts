// What the build puts into generated/ that is not TypeScript.

declare module '*.wasm' {
  const start: import('./loader.js').Start;
  export default start;
}

declare module '*.bin' {
  /** The octets in base64. */
  const text: string;
  export default text;
}
