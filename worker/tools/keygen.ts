// `npm run box:keygen -- FILE`: the identity that opens backups, for a safe place that is not the box; prints the recipient that locks them.
import { writeFileSync } from 'node:fs';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';

const [file] = process.argv.slice(2);
if (!file) {
  console.error('npm run box:keygen -- FILE');
  process.exit(1);
}
const identity = await generateX25519Identity();
const recipient = await identityToRecipient(identity);
writeFileSync(file, `# public key: ${recipient}\n${identity}\n`, { mode: 0o600, flag: 'wx' });
console.log(recipient);
