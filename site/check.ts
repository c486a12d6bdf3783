import { relative, resolve } from 'node:path';
import { readCatalogue } from './catalogue/catalogue.ts';
import { said } from './catalogue/said.ts';

// `npm run content:check [dir]`: every fault of every file, in Chinese; exit 1 if there is one.
const words = process.argv.slice(2);
const github = words.includes('--format=github');
const root = resolve(words.find((word) => !word.startsWith('--')) ?? process.env['CONTENT_DIR'] ?? 'content');
const { faults, committees } = readCatalogue(root);

// GitHub's own escapes for annotations
const escaped = (text: string) => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const property = (text: string) => escaped(text).replace(/:/g, '%3A').replace(/,/g, '%2C');

for (const { file, line, field, message } of faults) {
  const path = relative(process.cwd(), resolve(root, file));
  const sentence = field ? `${field}：${message}` : message;
  console.log(github ? `::error file=${property(path)},line=${line}::${escaped(sentence)}` : said({ file: path, line, field, message }));
}
const compounds = committees.reduce((sum, committee) => sum + committee.compounds.length, 0);
if (!github)
  console.log(faults.length > 0 ? `有${faults.length}处要改。` : `内容没有问题：${committees.length}个居委会，${compounds}个小区。`);
process.exitCode = faults.length > 0 ? 1 : 0;
