// What the build puts into generated/ that is not TypeScript.

declare module '*.wasm' {
  /** The octets, made anew. */
  const octets: () => Uint8Array<ArrayBuffer>;
  export default octets;
}
