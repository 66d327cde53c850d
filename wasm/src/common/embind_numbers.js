// What embind asks of its surroundings, for the linker alone: web/src/core/loader.ts has what is used.
mergeInto(LibraryManager.library, {
  _embind_register_function: () => {},
});
