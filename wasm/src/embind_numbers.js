// Replaces embind's general invoker. Our functions take and return numbers alone, which wasm converts by itself, so
// nothing is left to do but to name the function; the general invoker costs several times the call.
mergeInto(LibraryManager.library, {
  $craftInvokerFunction__deps: [],
  $craftInvokerFunction: function(humanName, argTypes, classType, invoker, target) {
    return invoker.bind(null, target);
  },
});
