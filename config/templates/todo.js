#!/usr/bin/env node
// A to-do list in a file: add, list, done, remove.
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const FILE = process.env.TODO_FILE ?? path.join(os.homedir(), '.tasks.json');

function save(tasks) {
  // Written aside and renamed, so that the list is never half written.
  fs.writeFileSync(`${FILE}.part`, JSON.stringify(tasks, null, 1));
  fs.renameSync(`${FILE}.part`, FILE);
}

function main([command = 'list', ...rest]) {
  if (command === '--help' || command === '-h') {
    console.log('usage: todo.js [list | add TEXT | done NUMBER | remove NUMBER]   (kept in $TODO_FILE or ~/.tasks.json)');
    return 0;
  }
  try {
    const tasks = fs.existsSync(FILE) ? JSON.parse(fs.readFileSync(FILE, 'utf8')) : [];
    if (command === 'add' && rest.length) {
      tasks.push({ text: rest.join(' '), done: false });
      save(tasks);
    } else if (command === 'done' || command === 'remove') {
      const at = Number(rest[0]) - 1;
      if (!tasks[at]) throw new Error(`there is no number ${rest[0]}`);
      if (command === 'done') tasks[at].done = true;
      else tasks.splice(at, 1);
      save(tasks);
    } else if (command !== 'list') {
      console.error('say add TEXT, list, done NUMBER or remove NUMBER');
      return 2;
    }
    tasks.forEach((task, at) => console.log(`${String(at + 1).padStart(3)} [${task.done ? 'x' : ' '}] ${task.text}`));
    if (!tasks.length) console.log('nothing to do');
    return 0;
  } catch (error) {
    console.error(error.message);
    return 1;
  }
}

process.exitCode = main(process.argv.slice(2));
