'use strict';
/**
 * Runs a program for as long as its starter lives: our stdin closes when the starter ends, even by kill -9. Ctrl-C goes
 * to the whole process group; the starter decides when to end, so it is ignored here.
 */
const { spawn } = require('node:child_process');

const [program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: 'ignore', detached: true });

child.once('error', () => process.exit(1));
child.once('exit', (code) => process.exit(code ?? 1));
process.on('SIGINT', () => {});
process.stdin.on('end', () => child.kill('SIGKILL')).resume();
process.on('SIGTERM', () => child.kill('SIGKILL'));
