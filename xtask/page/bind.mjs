// Stands in wasm-bindgen's place, so that Trunk calls it: `node bind.mjs TOOLS ARGUMENTS…`.
//
// 1. wasm-split takes out what is reached through src/late.rs alone; it needs the linker's relocations, so it comes first.
// 2. wasm-bindgen writes the glue of the first part.
// 3. The other parts are made small and are named after what is in them, and the glue learns to load them. What more than
//    one of them reaches is a part of its own.
// 4. Every import is called `__wbg_…` and 16 digits that nobody can compress, in the program and in its glue. Here they
//    become a plain count of the same length, and terser makes the glue small. Trunk's own way cannot read it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [tools, ...given] = process.argv.slice(2);
const bindgen = join(tools, 'bin/wasm-bindgen-alone');
const run = (program, parts) => {
  const { status, error } = spawnSync(program, parts, { stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
};
const valued = (name) => {
  const at = given.indexOf(name);
  return at < 0 ? given.find((it) => it.startsWith(`${name}=`))?.slice(name.length + 1) : given[at + 1];
};
const input = given.find((it) => it.endsWith('.wasm'));
const folder = valued('--out-dir');
if (!input || !folder) {
  run(bindgen, given);
  process.exit(0);
}
const isDebug = given.includes('--debug');
const name = valued('--out-name') ?? basename(input, '.wasm');

const split = mkdtempSync(join(tmpdir(), 'crampwise-'));
run(join(tools, 'bin/wasm-split-cli'), [input, split]);
const first = join(split, `${name}.wasm`);
renameSync(join(split, 'main.wasm'), first);
run(bindgen, [...given.map((it) => (it === input ? first : it)), '--keep-lld-exports']);

// What the parts share comes before them.
const PARTS = ['shared', 'late', 'links'];
for (const file of readdirSync(folder).filter((it) => PARTS.some((part) => it.startsWith(`${part}-`)))) rmSync(join(folder, file));
const page = readFileSync(new URL('../../index.html', import.meta.url), 'utf8');
const features = page.match(/--enable-[\w-]+/g);
const shared = readdirSync(split).filter((it) => it.startsWith('chunk_'));
if (shared.length !== 1) throw new Error(`what the parts share is in ${shared.length} files`);
renameSync(join(split, shared[0]), join(split, 'split_shared.wasm'));
const addresses = PARTS.map((part) => {
  let file = join(split, `split_${part}.wasm`);
  if (!isDebug) {
    const small = join(split, `${part}.wasm`);
    run(join(tools, 'bin/wasm-opt'), [...features, '-Oz', '-Oz', '--strip-debug', file, '-o', small]);
    file = small;
  }
  const bytes = readFileSync(file);
  const digest = (how, as) => createHash(how).update(bytes).digest(as);
  const named = `${part}-${digest('sha256', 'hex').slice(0, 16)}.wasm`;
  writeFileSync(join(folder, named), bytes);
  // The whole `new URL` stands here, since a bundler looks for it.
  return `[new URL('${named}', import.meta.url), 'sha384-${digest('sha384', 'base64')}']`;
});
rmSync(split, { recursive: true });

// What comes later uses what came before. A part that could not be loaded is asked for again the next time.
const load = `{
  load(part, loaded, then) {
    const addresses = [${addresses}];
    const put = (at, before) => parts[at] ??= (async () => {
      const [address, integrity] = addresses[at];
      const file = fetch(address, { integrity }).then((it) => it.arrayBuffer());
      file.catch(() => {});
      try {
        await before;
        return await WebAssembly.instantiate(await file, { __wasm_split: wasm });
      } catch (error) {
        parts[at] = undefined;
        throw error;
      }
    })();
    put(part, put(0)).then(() => 1, (error) => (console.error(error), 0))
      .then((isHere) => wasm.__indirect_function_table.get(loaded)(then, isHere))
      .catch((error) => { throw heard(error); });
  },
}`;

const path = join(folder, `${name}.js`);
let glue = readFileSync(path, 'utf8');
const imported = /import \* as (\w+) from ["']\.\/late\.js["'];?/;
if (!imported.test(glue)) throw new Error('the glue imports no late.js: is the program built with the feature `split`?');
glue = glue.replace(imported, (_, it) => `const parts = [];\nconst ${it} = ${load};`);
// Whoever starts the program names it. By itself the glue would look for a file of a name that nothing has, and a bundler
// looks for that too.
const unnamed = /if \(module_or_path === undefined\) \{\s*module_or_path = new URL\('[^']*', import\.meta\.url\);\s*\}/;
if (!unnamed.test(glue)) throw new Error('the glue no longer has a program of its own choice');
glue = glue.replace(unnamed, '');
// A program that stopped says nothing any more, and Safari keeps from a page what was thrown in it. So whoever started it
// hears of that where a call of the browser's comes out.
const called = /return f\((?:a|state\.a), state\.b, \.\.\.args\);\s*\} finally \{/g;
const nCalled = glue.match(called)?.length;
if (nCalled !== 2) throw new Error(`the glue calls the program in ${nCalled} ways, and there were 2`);
glue = glue.replace(called, (it) => it.replace('finally', 'catch (error) { throw heard(error); } finally'));
const told = `
let stopped;
const heard = (error) => {
  if (error instanceof WebAssembly.RuntimeError) {
    const tell = stopped;
    stopped = undefined;
    tell?.();
  }
  return error;
};
export function when_stopped(then) {
  stopped = then;
}
`;
// What is exported under another name stands last.
glue = glue.replace(/export \{[^}]*\};?\s*$/, (it) => told + it);
if (!glue.includes(told)) throw new Error('the glue no longer ends on what it exports');
if (!isDebug) {
  const program = join(folder, `${name}_bg.wasm`);
  // Latin-1 gives each byte one character, and gives it back.
  let bytes = readFileSync(program, 'latin1');
  const names = [...new Set(glue.match(/__wbg_\w*?_[0-9a-f]{16}\b/g))].sort();
  names.forEach((name, at) => {
    const short = name.slice(0, -16) + at.toString().padStart(16, '0');
    if (!bytes.includes(name)) throw new Error(`${name} is in the glue and not in the program`);
    glue = glue.replaceAll(name, short);
    bytes = bytes.replaceAll(name, short);
  });
  writeFileSync(program, bytes, 'latin1');
  const { minify } = await import(pathToFileURL(join(tools, 'node_modules/terser/dist/bundle.min.js')));
  // Most of it is called before the first question is there. Chromium compiles what it is told so while it waits for the
  // program; otherwise each function by itself in the task that mounts.
  const format = { preamble: '//# allFunctionsCalledOnLoad' };
  glue = (await minify(glue, { module: true, compress: { passes: 2 }, mangle: true, format })).code;
}
writeFileSync(path, glue);
