// Seals, locks and opens as the page does, by Node's own cipher: what one makes, the other has to open.
//
//   node cipher.mjs known                           a team's keys, and its key in a file under a passphrase
//   node cipher.mjs kept > cipher.json              the same with something sealed and something locked, for tests/widget
//   node cipher.mjs seal | open | lock | unlock JSON
//
// Bytes travel as digits of 16. `head` is what stands before them and is vouched for.
import { createCipheriv, createDecipheriv, createECDH, createPrivateKey, hkdfSync, pbkdf2Sync, randomBytes } from 'node:crypto';

const bytes = (digits) => Buffer.from(digits, 'hex');
const digits = (it) => Buffer.from(it).toString('hex');
const number = (it) => {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(it);
  return four;
};
const head = (kind, it) => Buffer.concat([Buffer.from(`${kind}1`), Buffer.from([1]), number(it)]);
const encrypt = (key, iv, head, plain) => {
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(head);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};
const decrypt = (key, iv, head, all) => {
  const cipher = createDecipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(head);
  cipher.setAuthTag(all.subarray(-16));
  return Buffer.concat([cipher.update(all.subarray(0, -16)), cipher.final()]);
};
const shared = (own, theirs, ephemeral, recipient, team) => {
  const secret = own.computeSecret(theirs);
  const info = Buffer.concat([Buffer.from('crampwise s1'), head('s', team)]);
  return Buffer.from(hkdfSync('sha256', secret, Buffer.concat([ephemeral, recipient]), info, 32));
};
const counted = (phrase) => phrase.trim().split(/\s+/).join(' ').toLowerCase();
const from_phrase = (phrase, salt, rounds) => pbkdf2Sync(counted(phrase), salt, rounds, 32, 'sha256');

const commands = {
  known() {
    const coach = createECDH('prime256v1');
    const recipient = coach.generateKeys();
    const point = (from) => from.toString('base64url');
    const jwk = { kty: 'EC', crv: 'P-256', d: point(coach.getPrivateKey()), x: point(recipient.subarray(1, 33)), y: point(recipient.subarray(33)) };
    const pkcs8 = createPrivateKey({ key: jwk, format: 'jwk' }).export({ type: 'pkcs8', format: 'der' });
    const [salt, iv] = [randomBytes(16), randomBytes(12)];
    const phrase = 'correct horse battery staple';
    const file = encrypt(from_phrase(phrase, salt, 600000), iv, Buffer.concat([Buffer.from('crampwise key 1'), recipient]), pkcs8);
    return { private: digits(coach.getPrivateKey()), public: digits(recipient), phrase, file: digits(Buffer.concat([salt, iv, file])) };
  },
  kept() {
    const known = commands.known();
    const [team, rounds, inner] = [0xdecafbad, 100000, digits(randomBytes(96))];
    const sealed = { team, ...commands.seal({ recipient: known.public, team, inner }) };
    const locked = { rounds, ...commands.lock({ phrase: known.phrase, rounds, inner }) };
    return { ...known, inner, sealed, locked };
  },
  seal({ recipient, team, inner }) {
    const once = createECDH('prime256v1');
    const [ephemeral, iv] = [once.generateKeys(), randomBytes(12)];
    const key = shared(once, bytes(recipient), ephemeral, bytes(recipient), team);
    return { ephemeral: digits(ephemeral), iv: digits(iv), cipher: digits(encrypt(key, iv, head('s', team), bytes(inner))) };
  },
  open({ private: own, public: recipient, team, ephemeral, iv, cipher }) {
    const coach = createECDH('prime256v1');
    coach.setPrivateKey(bytes(own));
    const key = shared(coach, bytes(ephemeral), bytes(ephemeral), bytes(recipient), team);
    return digits(decrypt(key, bytes(iv), head('s', team), bytes(cipher)));
  },
  lock({ phrase, rounds, inner }) {
    const [salt, iv] = [randomBytes(16), randomBytes(12)];
    const cipher = encrypt(from_phrase(phrase, salt, rounds), iv, head('k', rounds), bytes(inner));
    return { salt: digits(salt), iv: digits(iv), cipher: digits(cipher) };
  },
  unlock({ phrase, rounds, salt, iv, cipher }) {
    return digits(decrypt(from_phrase(phrase, bytes(salt), rounds), bytes(iv), head('k', rounds), bytes(cipher)));
  },
};
const [, , command, given = '{}'] = process.argv;
console.log(JSON.stringify(commands[command](JSON.parse(given))));
