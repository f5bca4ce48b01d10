// Answers the whole questionnaire in our page and in that of SurveyJS, in turn, with a processor slowed four times, and
// prints how long the next paint took after each press, one JSON object a run.
//
//   node inp.cjs CHROMIUM ROUNDS ANSWERS OURS SURVEYJS
//
// ANSWERS is a file: for each question the code, the list of codes or the number that is answered.
//
// n      interactions, as the browser counts them: a press with the pointer, or a key
// p50    ms from the press to the paint that follows, half of them within; the browser tells steps of 8 ms, and of what
// p95    took less than 16 it tells nothing but that it was, so that counts as 16
// worst  the longest
// slow   the three longest, each with what was pressed
const fs = require('node:fs');
const { serve, inBrowser, quantile } = require('./pages.cjs');

const SLOWER_BY = 4;
// Nobody reads and presses faster; what a page does after its paint is not in the way of the next press.
const READING_MS = 250;
const LONGEST_MS = 30_000;
const SCREENS_AT_MOST = 80;
// What brings someone here, in the order of the first screen.
const INTENTS = ['now', 'recent', 'recurrent', 'prevent'];

const [, , executablePath, rounds, answersFile, ours, surveyjs] = process.argv;
const answers = JSON.parse(fs.readFileSync(answersFile, 'utf8'));

main();

async function main() {
  const pages = [
    { name: 'ours', walk: throughOurs, ...(await serve(ours)) },
    { name: 'surveyjs', walk: throughSurveyjs, ...(await serve(surveyjs)) },
  ];
  // In turn, so that a busy moment of the machine meets each page alike.
  for (let round = 0; round < Number(rounds); round += 1) {
    let codes = Object.keys(answers);
    for (const { name, walk, address } of pages) {
      const { asked, ...measured } = await measure(address, walk, codes);
      console.log(JSON.stringify({ name, ...measured }));
      codes = codes.filter((it) => asked.has(it));
    }
  }
  for (const { server } of pages) server.close();
}

async function measure(address, walk, codes) {
  return inBrowser(executablePath, async (page, devtools) => {
    page.setDefaultTimeout(LONGEST_MS);
    await page.addInitScript(watch);
    await page.goto(address);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER_BY });
    const asked = await walk(page, codes);
    await page.waitForTimeout(READING_MS * 4);
    const { told, n } = await page.evaluate(() => ({ told: [...window.presses.values()], n: performance.interactionCount }));
    if (told.length === 0 || n < told.length) throw new Error(`${told.length} of ${n} interactions were told of`);
    const ms = told.map((it) => it.ms).concat(Array(n - told.length).fill(16));
    const slow = told.sort((a, b) => b.ms - a.ms).slice(0, 3).map((it) => `${it.ms} ms: ${it.what}`);
    return { asked, n, answered: asked.size, p50: quantile(ms, 0.5), p95: quantile(ms, 0.95), worst: Math.max(...ms), slow };
  });
}

// Runs in the page, before anything of its own.
function watch() {
  window.presses = new Map();
  // What was pressed may be gone by the time that its paint is told of.
  const pressed = new Map();
  for (const type of ['pointerdown', 'keydown']) {
    addEventListener(type, (it) => {
      const of = it.target.closest('label, button, a') ?? it.target;
      pressed.set(it.timeStamp, it.key ?? `${of.textContent || of.value || of.localName}`.trim().slice(0, 40));
    }, { capture: true, passive: true });
  }
  const note = (it) => {
    if (!it.interactionId) return;
    const known = window.presses.get(it.interactionId) ?? { ms: 0, what: '' };
    window.presses.set(it.interactionId, { ms: Math.max(known.ms, it.duration), what: known.what || pressed.get(it.startTime) || '' });
  };
  new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type: 'event', durationThreshold: 16, buffered: true });
}

async function press(page, locator) {
  await locator.click();
  await page.waitForTimeout(READING_MS);
}

const listOf = (answer) => (Array.isArray(answer) ? answer : [String(answer)]);

// From the first screen to the result, as `cargo xtask test` walks it; gives the codes of the questions that were
// answered on the way. One press on "None of these" answers a whole screen.
async function throughOurs(page) {
  await page.locator('html[data-ready]').waitFor();
  const heading = () => page.locator('h1').innerText();
  const answered = new Set();
  for (let n = 0; n < SCREENS_AT_MOST; n += 1) {
    if (await page.locator('.care-card').count()) return answered;
    const before = await heading();
    await answerOurs(page, before, heading, answered);
    await page.waitForFunction((it) => document.querySelector('h1').innerText !== it, before);
    await page.waitForTimeout(READING_MS);
  }
  throw new Error('our page does not come to its end');
}

async function answerOurs(page, before, heading, answered) {
  const codes = await page.$$eval('main input[name]', (all) => [...new Set(all.map((it) => it.name.replace(/^(tick|open)-/, '')))]);
  const here = codes.filter((it) => it in answers);
  here.forEach((it) => answered.add(it));
  for (const code of here) {
    for (const value of listOf(answers[code])) {
      const box = page.locator(`input[name="${code}"][value="${value}"]`);
      if (!(await box.count()) || (await box.isChecked())) continue;
      await press(page, page.locator('label', { has: box }));
      // A tap on a single choice goes on to the next question.
      if ((await heading()) !== before) return;
    }
  }
  const field = page.locator('main form input.field');
  if (await field.count()) {
    const code = (await field.getAttribute('id')).replace(/^field-/, '');
    if (code in answers) {
      answered.add(code);
      await press(page, field);
      await field.pressSequentially(String(answers[code]), { delay: READING_MS });
    }
  }
  const intent = page.locator('.choices .choice').nth(INTENTS.indexOf(answers.intent));
  if (await intent.count()) {
    answered.add('intent');
    return press(page, intent);
  }
  const go = page.locator('main button.go');
  await press(page, (await go.count()) ? go.first() : page.locator('main button.quiet').first());
}

// Every page of theirs to the end, with the answers to the questions that were asked of ours.
async function throughSurveyjs(page, codes) {
  await page.locator('[data-name]').first().waitFor();
  const answered = new Set();
  for (let n = 0; n < SCREENS_AT_MOST; n += 1) {
    for (const code of codes) {
      const question = page.locator(`[data-name="${code}"]`);
      if (answered.has(code) || !(await question.count())) continue;
      answered.add(code);
      const field = question.locator('input[type=number]');
      if (await field.count()) {
        await press(page, field);
        await field.pressSequentially(String(answers[code]), { delay: READING_MS });
        continue;
      }
      for (const value of listOf(answers[code])) {
        await press(page, question.locator('label', { has: page.locator(`input[value="${value}"]`) }));
      }
    }
    await press(page, page.locator('.sd-navigation__next-btn, .sd-navigation__complete-btn').filter({ visible: true }));
    if (await page.locator('.sd-completedpage').count()) return answered;
  }
  throw new Error('their page does not come to its end');
}
