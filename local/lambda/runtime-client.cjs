'use strict';
/**
 * Stands in for the native addon of the official runtime interface client, which takes a compiler and a minute to
 * build: the same functions, over the Runtime API's HTTP. Loaded with --require before the client itself.
 * It also ends the process when the stack that started it is gone, whatever the function is doing.
 */
const http = require('node:http');
const Module = require('node:module');

const addonName = 'rapid-client.node';
const runtimePath = '/2018-06-01/runtime/invocation';
const [hostname, port] = (process.env.AWS_LAMBDA_RUNTIME_API ?? '').split(':');
const agent = new http.Agent({ keepAlive: true });

// Nobody writes to our input. Its end means that the parent is dead. It must not keep an idle process alive.
process.stdin.on('end', leave).on('error', leave).resume().unref();

// Ctrl-C reaches every process of the terminal. When functions end is for the host to say: it lets the workflow go first.
process.on('SIGINT', () => {});

function leave() {
  process.exit(1);
}

/** Resolves with the whole answer. Without a Runtime API there is nothing left to do. */
function call(method, path, body, headers) {
  return new Promise((resolve) => {
    const request = http.request({ agent, hostname, port, method, path: runtimePath + path, headers });
    request.on('error', leave);
    request.on('response', (response) => {
      const chunks = [];
      response.on('error', leave);
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ text: Buffer.concat(chunks).toString(), headers: response.headers }),
      );
    });
    request.end(body);
  });
}

/** The addon posts before it returns. We cannot, so the next poll waits for the post. */
let posted = Promise.resolve();

function post(path, json, headers) {
  posted = call('POST', path, json, { 'content-type': 'application/json', ...headers });
}

const addon = {
  async next() {
    await posted;
    const { text, headers } = await call('GET', '/next');
    return { bodyJson: text, headers };
  },
  done(id, json) {
    post(`/${id}/response`, json);
  },
  error(id, json, xrayCause) {
    const errorType = JSON.parse(json).errorType ?? 'Error';
    post(`/${id}/error`, json, {
      'lambda-runtime-function-error-type': encodeURIComponent(errorType),
      'lambda-runtime-function-xray-error-cause': encodeURIComponent(xrayCause).slice(0, 4096),
    });
  },
};

const load = Module._load;
Module._load = function loadAddon(request, ...rest) {
  return request.endsWith(addonName) ? addon : load.call(this, request, ...rest);
};
