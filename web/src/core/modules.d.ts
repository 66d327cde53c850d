// What the build puts into generated/ that is not TypeScript.

declare module '*.wasm' {
  /** The octets, made anew. */
  const octets: () => Uint8Array<ArrayBuffer>;
  export default octets;
}

declare module '*.bin' {
  /** The octets in base64. */
  const text: string;
  export default text;
}
