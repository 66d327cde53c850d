// What the build puts into generated/ that is not TypeScript.

declare module '*/generated/hoofbeat.js' {
  const createModule: (module: unknown) => unknown;
  export default createModule;
}

declare module '*/generated/hoofbeat-sockjs.js' {
  const createModule: (module: unknown) => unknown;
  export default createModule;
}

declare module '*.wasm' {
  const base64: string;
  export default base64;
}
