// Makes a script of ours small: `node small_script.mjs TERSER FROM TO [NAME=VALUE…]`, with each `__NAME__` in it replaced.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [terser, from, to, ...values] = process.argv.slice(2);
const { minify } = await import(pathToFileURL(terser));
let script = readFileSync(from, 'utf8');
for (const pair of values) {
  const at = pair.indexOf('=');
  const name = `__${pair.slice(0, at)}__`;
  if (!script.includes(name)) throw new Error(`${from} does not name ${name}`);
  script = script.replaceAll(name, () => pair.slice(at + 1));
}
const left = script.match(/\b__[A-Z_]+__\b/);
if (left) throw new Error(`${from} names ${left[0]}, which has no value`);
const { code } = await minify(script, { module: true, ecma: 2022, compress: { passes: 3 }, mangle: true });
writeFileSync(to, code);
