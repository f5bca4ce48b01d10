// Starts the program that the page names in its two preload links. Until it has started, the plain page stays.
const named = (rel) => document.querySelector(`link[rel="${rel}"]`);
const program = named('preload');
try {
  const [glue, module_or_path] = await Promise.all([
    import(named('modulepreload').href),
    fetch(program.href, { integrity: program.integrity }),
  ]);
  await glue.default({ module_or_path });
} catch (error) {
  document.documentElement.dataset.failed = '';
  console.error(error);
}
