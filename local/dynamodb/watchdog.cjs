'use strict';
/**
 * Runs a program for as long as its starter lives: our stdin closes when the starter ends, even by kill -9. It stands in
 * a process group of its own, so that neither Ctrl-C nor a kill of the starter's group reaches the program first.
 */
const { spawn } = require('node:child_process');

const [program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: 'ignore' });

child.once('error', () => process.exit(1));
child.once('exit', (code) => process.exit(code ?? 1));
process.stdin.on('end', () => child.kill('SIGKILL')).resume();
