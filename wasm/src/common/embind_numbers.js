// Replaces embind's general invoker. Our functions take and return numbers alone, which wasm converts by itself, so
// nothing is left to do but to name the function; the general invoker costs several times the call.
mergeInto(LibraryManager.library, {
  $craftInvokerFunction__deps: [],
  // biome-ignore lint/complexity/useArrowFunction: Emscripten prints it as a declaration with this name
  $craftInvokerFunction: function (_humanName, _argTypes, _classType, invoker, target) {
    return invoker.bind(null, target);
  },
});
