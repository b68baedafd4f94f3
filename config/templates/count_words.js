#!/usr/bin/env node
// Count the lines, words and letters of text files, and show the words used most.
'use strict';

const fs = require('node:fs');

function main(words) {
  if (words.includes('--help') || words.includes('-h')) {
    console.log('usage: count_words.js [FILE ...]   (no file: standard input)');
    return 0;
  }
  const counts = new Map();
  let status = 0;
  for (const name of words.length ? words : ['-']) {
    let text;
    try {
      text = fs.readFileSync(name === '-' ? 0 : name, 'utf8');
    } catch (error) {
      console.error(`${name}: ${error.message}`);
      status = 1;
      continue;
    }
    const lines = text.split('\n').length - (text.endsWith('\n') || !text ? 1 : 0);
    console.log(`${lines} lines, ${(text.match(/\S+/g) ?? []).length} words, ${text.length} letters: ${name}`);
    for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  for (const [word, count] of [...counts].sort((one, other) => other[1] - one[1]).slice(0, 10)) {
    console.log(`${String(count).padStart(8)}  ${word}`);
  }
  return status;
}

process.exitCode = main(process.argv.slice(2));
