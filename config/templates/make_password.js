#!/usr/bin/env node
// Make passwords from the system's own source of randomness.
'use strict';

const { randomInt } = require('node:crypto');

const SORTS = ['abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789', '!#$%&*+-=?@_'];
const pick = (letters) => letters[randomInt(letters.length)];

function password(length) {
  // At least one of each sort, the rest from all of them, in any order.
  const letters = SORTS.map(pick);
  while (letters.length < length) letters.push(pick(SORTS.join('')));
  for (let at = letters.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1);
    [letters[at], letters[other]] = [letters[other], letters[at]];
  }
  return letters.join('');
}

function main(words) {
  if (words.includes('--help') || words.includes('-h')) {
    console.log('usage: make_password.js [LENGTH] [COUNT]   (16 letters, one password)');
    return 0;
  }
  const [length, count] = [Number(words[0] ?? 16), Number(words[1] ?? 1)];
  if (!Number.isInteger(length) || length < 8 || !Number.isInteger(count) || count < 1) {
    console.error('a password has 8 letters or more, and there is one or more');
    return 2;
  }
  for (let made = 0; made < count; made += 1) console.log(password(length));
  return 0;
}

process.exitCode = main(process.argv.slice(2));
