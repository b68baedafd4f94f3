#!/usr/bin/env node
// Greet somebody: a small program to begin with, with options, --help and an exit status.
'use strict';

const { parseArgs } = require('node:util');

function greeting(name, loud) {
  const text = `Hello, ${name}!`;
  return loud ? text.toUpperCase() : text;
}

function main() {
  let given;
  try {
    given = parseArgs({
      allowPositionals: true,
      options: { times: { type: 'string', short: 't', default: '1' }, loud: { type: 'boolean', short: 'l' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    console.error(error.message);
    return 2;
  }
  if (given.values.help) {
    console.log('usage: hello.js [--times N] [--loud] [NAME]');
    return 0;
  }
  const times = Number(given.values.times);
  if (!Number.isInteger(times) || times < 1) {
    console.error('--times is a number, 1 or more');
    return 2;
  }
  for (let turn = 0; turn < times; turn += 1) {
    console.log(greeting(given.positionals[0] ?? 'world', given.values.loud));
  }
  return 0;
}

process.exitCode = main();
