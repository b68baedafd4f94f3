#!/usr/bin/env node
// Turn a CSV file into JSON: a list with one object per row, named by the first row.
'use strict';

const fs = require('node:fs');

function readRows(text, sign) {
  const rows = [[]];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (quoted) {
      if (letter !== '"') field += letter;
      else if (text[at + 1] === '"') { field += '"'; at += 1; } else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === sign) { rows.at(-1).push(field); field = ''; } else if (letter === '\n') {
      rows.at(-1).push(field.replace(/\r$/, ''));
      rows.push([]);
      field = '';
    } else field += letter;
  }
  if (field || rows.at(-1).length) rows.at(-1).push(field);
  return rows.filter((row) => row.some((value) => value !== ''));
}

function main(words) {
  if (words.includes('--help') || words.includes('-h') || !words.length) {
    console.log('usage: csv_to_json.js FILE [OUTPUT]');
    return words.length ? 0 : 2;
  }
  try {
    const text = fs.readFileSync(words[0] === '-' ? 0 : words[0], 'utf8').replace(/^\ufeff/, '');
    const first = text.split('\n', 1)[0];
    const sign = [',', ';', '\t', '|'].sort((one, other) => first.split(other).length - first.split(one).length)[0];
    const [names, ...rows] = readRows(text, sign);
    const objects = rows.map((row) => Object.fromEntries((names ?? []).map((name, at) => [name, row[at] ?? ''])));
    const made = `${JSON.stringify(objects, null, 2)}\n`;
    if (words[1]) fs.writeFileSync(words[1], made);
    else process.stdout.write(made);
    return 0;
  } catch (error) {
    console.error(`it cannot be done: ${error.message}`);
    return 1;
  }
}

process.exitCode = main(process.argv.slice(2));
