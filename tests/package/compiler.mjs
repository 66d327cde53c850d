import { inRepository } from '../../scripts/lib/paths.mjs';

const tsc = inRepository('node_modules/typescript/bin/tsc');

/** Compiles files that it puts into a project, strictly; resolves with the compiler's complaints. */
export async function complaintsAbout(project, sources, options) {
  for (const [name, text] of Object.entries(sources)) project.write(name, text);
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: 'ES2022',
    lib: ['ES2022', 'DOM'],
    types: [],
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    skipDefaultLibCheck: true,
    ...options,
  };
  project.write('tsconfig.json', JSON.stringify({ compilerOptions, files: Object.keys(sources) }));
  return project.run(process.execPath, [tsc, '-p', project.directory]).catch(({ stdout }) => stdout);
}
