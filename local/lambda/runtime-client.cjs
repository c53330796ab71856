'use strict';
/**
 * Stands in for the native addon of the official runtime interface client, which takes a compiler and a minute to
 * build: the same four functions, over the Runtime API's HTTP. Loaded with --require before the client itself.
 * It also ends the process when the stack that started it is gone, whatever the function is doing.
 */
const http = require('node:http');
const Module = require('node:module');

const [hostname, port] = (process.env.AWS_LAMBDA_RUNTIME_API ?? '').split(':');
const runtimePath = '/2018-06-01/runtime';
const addonName = 'rapid-client.node';

process.stdin.on('end', () => process.exit(1)).resume();

function post(path, body, headers) {
  const bytes = Buffer.from(body);
  const request = http.request({
    hostname,
    port,
    method: 'POST',
    path: runtimePath + path,
    headers: { 'content-type': 'application/json', 'content-length': bytes.length, ...headers },
  });
  request.on('response', (response) => response.resume());
  request.on('error', () => process.exit(1));
  request.end(bytes);
}

function next() {
  return new Promise((resolve) => {
    http
      .get({ hostname, port, path: `${runtimePath}/invocation/next` }, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ bodyJson: Buffer.concat(chunks).toString('utf8'), headers: response.headers }),
        );
      })
      .on('error', () => process.exit(1));
  });
}

function errorTypeOf(body) {
  try {
    return JSON.parse(body).errorType ?? 'Error';
  } catch {
    return 'Error';
  }
}

const addon = {
  initializeClient() {},
  next,
  done: (id, body) => post(`/invocation/${id}/response`, body),
  error: (id, body) =>
    post(`/invocation/${id}/error`, body, { 'Lambda-Runtime-Function-Error-Type': errorTypeOf(body) }),
};

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function resolveAddon(request, ...rest) {
  return request.endsWith(addonName) ? `/${addonName}` : resolveFilename.call(this, request, ...rest);
};
const load = Module._load;
Module._load = function loadAddon(request, ...rest) {
  return request.endsWith(addonName) ? addon : load.call(this, request, ...rest);
};
