#!/usr/bin/env node
// List the files of a folder by size, the largest first.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

function* filesIn(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      yield* filesIn(place);
    } else if (entry.isFile()) {
      yield { place, size: fs.lstatSync(place).size };
    }
  }
}

function main(words) {
  if (words.includes('--help') || words.includes('-h')) {
    console.log('usage: sort_by_size.js [FOLDER] [--top N]');
    return 0;
  }
  const at = words.indexOf('--top');
  const top = at < 0 ? Infinity : Number(words[at + 1]);
  const rest = at < 0 ? words : words.filter((_, place) => place !== at && place !== at + 1);
  if (!(top > 0)) {
    console.error('--top is a number, 1 or more');
    return 2;
  }
  try {
    const files = [...filesIn(rest[0] ?? '.')].sort((one, other) => other.size - one.size);
    for (const { place, size } of files.slice(0, top)) {
      console.log(`${String(size).padStart(12)}  ${place}`);
    }
    console.log(`${files.length} files, ${files.reduce((sum, { size }) => sum + size, 0)} bytes`);
    return 0;
  } catch (error) {
    console.error(`cannot look there: ${error.message}`);
    return 1;
  }
}

process.exitCode = main(process.argv.slice(2));
