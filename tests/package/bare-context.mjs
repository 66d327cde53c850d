import vm from 'node:vm';

// node --experimental-vm-modules bare-context.mjs <form> <file>...
// Evaluates files of the package where there is nothing but the language, prints what their exports are.

const surroundings = ['window', 'document', 'global', 'process', 'navigator', 'self', 'location', 'name'];
// What V8 puts into each context beside the language.
const besides = ['WebAssembly', 'console', 'SharedArrayBuffer'];

/** A context whose global object has the language alone; a look at surroundings throws. */
export function bareContext() {
  const context = vm.createContext();
  const definition = `
    for (const name of ${JSON.stringify(besides)}) delete globalThis[name];
    for (const name of ${JSON.stringify(surroundings)}) {
      Object.defineProperty(globalThis, name, {
        configurable: true,
        get() { throw new Error('a look at ' + name); },
      });
    }`;
  vm.runInContext(definition, context);
  return context;
}

/** Loads modules that import no others but siblings; `read` takes a file's name. */
export async function loadModule(context, name, read) {
  const known = new Map();
  const moduleOf = (file) => {
    const module = known.get(file) ?? new vm.SourceTextModule(read(file), { context, identifier: file });
    known.set(file, module);
    return module;
  };
  const module = moduleOf(name);
  await module.link((specifier) => moduleOf(specifier.replace('./', '')));
  const evaluated = module.evaluate();
  const { status } = module;
  await evaluated;
  return { exports: module.namespace, status };
}

/** Loads CommonJS files that require siblings. */
export function loadCommonJS(context, name, read, known = new Map()) {
  const module = known.get(name) ?? { exports: {} };
  if (known.has(name)) return module.exports;
  known.set(name, module);
  const load = (specifier) => loadCommonJS(context, specifier.replace('./', ''), read, known);
  const parameters = ['module', 'exports', 'require'];
  const body = vm.compileFunction(read(name), parameters, { parsingContext: context, filename: name });
  body(module, module.exports, load);
  return module.exports;
}

/** Loads a classic script. */
export function loadScript(context, name, read) {
  vm.runInContext(read(name), context, { filename: name });
}
