// Starts the program from what this one file holds: a page that was opened from a disk may fetch nothing.
const unpacked = async (text) => {
  const packed = Uint8Array.from(atob(text), (it) => it.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip')));
};
const start = async () => {
  // The second file and the later parts are here already, under the names that the program asks for.
  window.fetch = async (name) => {
    if (name === 'evidence.json') return unpacked(SECOND_FILE);
    if (/\/questions-\w+\.wasm$/.test(name)) return unpacked(QUESTIONS_PART);
    if (/\/shared-\w+\.wasm$/.test(name)) return unpacked(SHARED_PART);
    if (/\/late-\w+\.wasm$/.test(name)) return unpacked(LATE_PART);
    if (/\/links-\w+\.wasm$/.test(name)) return unpacked(LINKS_PART);
    throw new TypeError(`${name} is not in this file`);
  };
  initSync({ module: await (await unpacked(THE_PROGRAM)).arrayBuffer() });
  return GLUE;
};
