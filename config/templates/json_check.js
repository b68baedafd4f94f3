#!/usr/bin/env node
// Check JSON files and print them in a readable form.
'use strict';

const fs = require('node:fs');

function main(words) {
  if (words.includes('--help') || words.includes('-h')) {
    console.log('usage: json_check.js [--quiet] [FILE ...]   (no file: standard input)');
    return 0;
  }
  const quiet = words.includes('--quiet');
  const names = words.filter((word) => word !== '--quiet');
  let status = 0;
  for (const name of names.length ? names : ['-']) {
    try {
      const value = JSON.parse(fs.readFileSync(name === '-' ? 0 : name, 'utf8').replace(/^\ufeff/, ''));
      if (!quiet) console.log(JSON.stringify(value, null, 2));
    } catch (error) {
      console.error(`${name}: ${error.message}`);
      status = 1;
    }
  }
  return status;
}

process.exitCode = main(process.argv.slice(2));
