// What the measurements were made on and with.
const os = require('node:os');
const { execFileSync } = require('node:child_process');

// Tells of the machine, without its name, of the browser, and how busy the machine has been for a minute.
exports.about = async (executablePath) => {
  const browser = execFileSync(executablePath, ['--version']).toString().trim();
  return {
    date: new Date().toISOString().slice(0, 10),
    cores: os.cpus().length,
    gigabytes: os.totalmem() / 2 ** 30,
    system: `${os.type()} ${os.release().split(/[-+]/)[0]}`,
    node: process.versions.node,
    browser: browser.split(' ').slice(0, 2).join(' '),
    load: os.loadavg()[0],
  };
};
