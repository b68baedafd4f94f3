#!/usr/bin/env node
// Serve the files of a folder over HTTP, to this machine only, until Ctrl-C.
'use strict';

const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg',
};

const words = process.argv.slice(2);
if (words.includes('--help') || words.includes('-h')) {
  console.log('usage: serve_folder.js [FOLDER] [PORT]   (port 8000; 0 takes a free one)');
  process.exit(0);
}
const folder = path.resolve(words[0] ?? '.');
if (!fs.existsSync(folder) || !fs.statSync(folder).isDirectory()) {
  console.error(`there is no folder ${folder}`);
  process.exit(1);
}
const root = fs.realpathSync(folder);

const server = http.createServer((request, response) => {
  try {
    const wanted = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    let file = fs.realpathSync(path.join(root, wanted));
    // Nothing outside the folder is served, whatever the address or a link says.
    if (file !== root && !file.startsWith(root + path.sep)) throw new Error('outside');
    if (fs.statSync(file).isDirectory()) file = path.join(file, 'index.html');
    const content = fs.readFileSync(file);
    response.writeHead(200, { 'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
    response.end(content);
  } catch {
    response.writeHead(404, { 'Content-Type': 'text/plain' });
    response.end('not found\n');
  }
});

server.on('error', (error) => {
  console.error(`cannot serve: ${error.message}`);
  process.exitCode = 1;
});
server.listen(Number(words[1] ?? 8000), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/ shows ${root}; Ctrl-C stops`);
});
