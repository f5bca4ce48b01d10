// Stands in wasm-bindgen's place, so that Trunk calls it: `node bind.mjs TOOLS ARGUMENTS…`.
//
// 1. wasm-split takes out what is reached through src/late.rs alone; it needs the linker's relocations, so it comes first.
// 2. wasm-bindgen writes the glue of the first part.
// 3. The other parts are made small and are named after what is in them, and the glue learns to load them. What the
//    questions share with others comes with the questions; what the others share is a part of its own.
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

// Each needs those before it, but for the last two, of which neither needs the other.
const PARTS = ['questions', 'shared', 'late', 'links'];
for (const file of readdirSync(folder).filter((it) => PARTS.some((part) => it.startsWith(`${part}-`)))) rmSync(join(folder, file));
const page = readFileSync(new URL('../../index.html', import.meta.url), 'utf8');
const features = page.match(/--enable-[\w-]+/g);
// wasm-split says which parts a chunk is for: `/* late, links */` and its name below.
const chunks = [...readFileSync(join(split, '__wasm_split.js'), 'utf8').matchAll(/\/\* (.+) \*\/\s*const __(chunk_\d+) /g)];
const n_chunks = readdirSync(split).filter((it) => it.startsWith('chunk_')).length;
if (chunks.length !== n_chunks) throw new Error(`of ${n_chunks} shared files ${chunks.length} are known`);
const [ofQuestions, ofOthers] = [true, false].map((wanted) => chunks.filter(([, parts]) => parts.split(', ').includes('questions') === wanted));
const questions = ['split_questions', ...ofQuestions.map(([, , chunk]) => chunk)];
// Put together, each would bring along memory and tables that are one: so one file asks for those, and hands them on.
const binaryen = (program, ...parts) => run(process.execPath, [join(tools, 'node_modules/binaryen/bin', program), ...features, ...parts]);
const [text, handed, merged] = ['questions.wat', 'handed.wasm', 'merged.wasm'].map((it) => join(split, it));
binaryen('wasm-dis', join(split, 'split_questions.wasm'), '-o', text);
const asked = [...readFileSync(text, 'utf8').matchAll(/^ \(import "__wasm_split" ("\w+") \((\w+) \$\S+ (.+)\)\)$/gm)];
const lines = asked.flatMap(([, name, kind, type]) => [`(import "program" ${name} (${kind} $${kind} ${type}))`, `(export ${name} (${kind} $${kind}))`]);
writeFileSync(text, `(module ${lines.join(' ')})`);
binaryen('wasm-as', text, '-o', handed);
binaryen('wasm-merge', handed, '__wasm_split', ...questions.flatMap((it) => [join(split, `${it}.wasm`), it]), '-o', merged);
renameSync(merged, join(split, 'split_questions.wasm'));
if (ofOthers.length !== 1) throw new Error(`what the other parts share is in ${ofOthers.length} files`);
renameSync(join(split, `${ofOthers[0][2]}.wasm`), join(split, 'split_shared.wasm'));
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
const load = `const parts = [];
const put = (at) => parts[at] ??= (async () => {
  const [address, integrity] = [${addresses}][at];
  // A line that is open and dead is none.
  const signal = AbortSignal.timeout?.(60000);
  const file = fetch(address, { integrity, signal }).then((it) => it.arrayBuffer());
  file.catch(() => {});
  try {
    if (at) await put(at > 1 ? 1 : 0);
    return await WebAssembly.instantiate(await file, { __wasm_split: wasm, program: wasm });
  } catch (error) {
    parts[at] = undefined;
    throw error;
  }
})();
const loader = {
  load(part, loaded, then) {
    put(part).then(() => 1, (error) => (console.error(error), 0))
      .then((isHere) => wasm.__indirect_function_table.get(loaded)(then, isHere))
      .catch((error) => { throw heard(error); });
  },
};`;

const path = join(folder, `${name}.js`);
let glue = readFileSync(path, 'utf8');
const imported = /import \* as (\w+) from ["']\.\/late\.js["'];?/;
if (!imported.test(glue)) throw new Error('the glue imports no late.js: is the program built with the feature `split`?');
glue = glue.replace(imported, (_, it) => load.replace('loader', it));
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
export function load_late() {
  return put(${PARTS.indexOf('late')});
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
