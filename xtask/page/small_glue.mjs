// Makes what wasm-bindgen wrote small: `node small_glue.mjs TERSER FOLDER`.
//
// Every import is called `__wbg_…` and 16 digits that nobody can compress, in the program and in its glue. Here they
// become a plain count of the same length, and terser makes the glue small.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [terser, folder] = process.argv.slice(2);
const { minify } = await import(pathToFileURL(terser));
const files = readdirSync(folder);

for (const file of files.filter((it) => it.endsWith('.js'))) {
  const path = join(folder, file);
  let glue = readFileSync(path, 'utf8');
  const program = join(folder, file.replace(/\.js$/, '_bg.wasm'));
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
  const { code } = await minify(glue, { module: true, compress: { passes: 2 }, mangle: true });
  writeFileSync(path, code);
}
