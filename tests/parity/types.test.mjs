import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import ts from 'typescript';
import { inRepository } from '../../scripts/lib/paths.mjs';

// The same files against the types of both: code that compiles with theirs compiles with ours, and what theirs refuse
// ours refuse.

const files = Object.fromEntries(
  ['stomp', 'stomp-compat', 'sockjs', 'refused', 'ours', 'compared'].map((name) => [
    name,
    inRepository(`tests/types/${name}.ts`),
  ]),
);
const libraries = {
  '@stomp/stompjs': {
    'the-stomp-library': inRepository('node_modules/@stomp/stompjs/index.d.ts'),
    'the-sockjs-library': inRepository('node_modules/@types/sockjs-client/index.d.ts'),
    'our-stomp-library': inRepository('dist/index.d.ts'),
  },
  hoofbeat: {
    'the-stomp-library': inRepository('dist/index.d.ts'),
    'the-sockjs-library': inRepository('dist/sockjs/sockjs.d.ts'),
  },
};

const strict = {
  strict: true,
  noEmit: true,
  skipDefaultLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
  types: [],
  esModuleInterop: true,
};
const settings = {
  strict,
  'exact optional properties': { ...strict, exactOptionalPropertyTypes: true },
  'no override unsaid, no index unchecked': {
    ...strict,
    noImplicitOverride: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: false,
  },
  'an old target, and class fields as they were': {
    ...strict,
    target: ts.ScriptTarget.ES2018,
    lib: ['lib.es2018.d.ts', 'lib.dom.d.ts'],
    useDefineForClassFields: false,
  },
  'not strict': { ...strict, strict: false },
};

const parsed = new Map();

function programOf(names, library, options) {
  // Parsing what is the same each time takes most of the time.
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, language, ...rest) => {
    const key = `${language.languageVersion ?? language} ${name}`;
    if (!parsed.has(key)) parsed.set(key, getSourceFile.call(host, name, language, ...rest));
    return parsed.get(key);
  };
  const paths = Object.fromEntries(Object.entries(libraries[library]).map(([name, file]) => [name, [file]]));
  return ts.createProgram(
    names.map((name) => files[name]),
    { ...options, paths },
    host,
  );
}

function complaints(names, library, options) {
  const diagnostics = ts.getPreEmitDiagnostics(programOf(names, library, options));
  return diagnostics.map(({ file, start, messageText }) => {
    const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
    return `${path.basename(file?.fileName ?? '')}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

describe('code of applications compiles', () => {
  for (const library of Object.keys(libraries)) {
    for (const [name, options] of Object.entries(settings)) {
      test(`with ${library}, ${name}`, () => {
        assert.deepEqual(complaints(['stomp', 'stomp-compat', 'sockjs'], library, options), []);
      });
    }
  }
});

describe('what is wrong does not compile', () => {
  for (const library of Object.keys(libraries)) {
    for (const name of ['strict', 'exact optional properties']) {
      test(`with ${library}, ${name}`, () => {
        assert.deepEqual(complaints(['refused'], library, settings[name]), []);
      });
    }
  }
  test('nor with what is ours alone', () => {
    assert.deepEqual(complaints(['ours'], 'hoofbeat', settings['exact optional properties']), []);
  });
});

test('each member has a type as theirs has it', () => {
  for (const name of ['strict', 'exact optional properties'])
    assert.deepEqual(complaints(['compared'], '@stomp/stompjs', settings[name]), []);
});

// ---- Nothing is left out

function exportsOf(library) {
  const program = programOf(['stomp'], library, strict);
  const checker = program.getTypeChecker();
  const imports = program.getSourceFile(files.stomp).statements.filter(ts.isImportDeclaration);
  const specifier = imports.find(
    ({ moduleSpecifier: { text } }) => text === 'the-stomp-library',
  ).moduleSpecifier;
  const module = checker.getSymbolAtLocation(specifier);
  return { checker, exports: checker.getExportsOfModule(module) };
}

const isPublic = (symbol) =>
  (symbol.declarations ?? []).every(
    (each) => !(ts.getCombinedModifierFlags(each) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)),
  );

/** Public members, of instances and of the class itself: `Client.publish`. */
function membersOf(library) {
  const { checker, exports } = exportsOf(library);
  const names = new Set();
  for (const each of exports) {
    const symbol = each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each;
    const own = [...(symbol.members?.values() ?? []), ...(symbol.exports?.values() ?? [])];
    const inherited =
      symbol.flags & ts.SymbolFlags.Class ? checker.getDeclaredTypeOfSymbol(symbol).getProperties() : [];
    const isMember = ts.SymbolFlags.ClassMember | ts.SymbolFlags.EnumMember;
    for (const member of [...own, ...inherited]) {
      if (member.flags & isMember && member.name !== 'prototype' && isPublic(member))
        names.add(`${each.name}.${member.name}`);
    }
  }
  return names;
}

describe('nothing is left out', () => {
  const text = ['stomp', 'stomp-compat'].map((name) => readFileSync(files[name], 'utf8')).join('');

  test('every export of @stomp/stompjs is one of ours, and is used', () => {
    const ours = new Set(exportsOf('hoofbeat').exports.map(({ name }) => name));
    const theirs = exportsOf('@stomp/stompjs').exports.map(({ name }) => name);
    assert.ok(theirs.length > 30);
    assert.deepEqual(
      theirs.filter((name) => !ours.has(name)),
      [],
    );
    assert.deepEqual(
      theirs.filter((name) => text.match(new RegExp(`\\b${name}\\b`, 'g')).length < 2),
      [],
    );
  });

  test('every member', () => {
    const ours = membersOf('hoofbeat');
    const theirs = [...membersOf('@stomp/stompjs')];
    assert.ok(theirs.length > 150, `${theirs.length}`);
    assert.deepEqual(
      theirs.filter((name) => !ours.has(name)),
      [],
    );
    const isUsed = (name) => new RegExp(`\\b${name.split('.')[1]}\\b`).test(text);
    assert.deepEqual(
      theirs.filter((name) => !name.includes('.__') && !isUsed(name)),
      [],
    );
  });

  test('names that are only declared fail this test', () => {
    assert.ok(!membersOf('@stomp/stompjs').has('Client.retryNow'));
    assert.ok(membersOf('hoofbeat').has('Client.retryNow'));
    assert.ok(!membersOf('hoofbeat').has('Client._driver'));
  });
});
