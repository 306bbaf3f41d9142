// An SDK with every bad habit, to see that an adapter outlives it.

import childProcess from 'node:child_process';
import fs from 'node:fs';

console.log('printed while it is imported');

export class ToyError extends Error {}

export class ToyRateLimited extends ToyError {
  constructor(message, options) {
    super(message, options);
    this.statusCode = 429;
    this.retryAfter = 2.5;
    this.headers = { a: ['b', null] };
    this.response = new Response('');
    this._private = 'hidden';
  }

  get isFinal() {
    return true;
  }

  get broken() {
    throw new Error('a getter that throws');
  }
}

export class Second {
  echo = () => 'of the second client';
  second = () => 2;
}

class Keys {
  async create(name, options) {
    console.log('printed by a call');
    return { name, ...options };
  }

  async describe() {
    const result = new Created();
    Object.assign(result, { name: 'ci', big: 2n ** 53n + 1n, nothing: undefined });
    return Object.assign(result, { usage: { apiCalls: 7 }, rateLimit: { limit: 1 } });
  }
}

class Created {}

export class Client {
  #gates = new Map();

  constructor({ url }) {
    if (url === 'refuse') throw new ToyError('no such plane');
    this.keys = new Keys();
  }

  async echo({ value }) {
    return value;
  }

  async noise() {
    console.log('to stdout');
    fs.writeSync(1, 'to descriptor 1\n');
    childProcess.execSync('echo from a child process', { stdio: 'inherit' });
    process.stdout.write('half a line');
  }

  async fail() {
    const cause = new AggregateError([new Error('reset by peer')], 'all of them');
    throw new ToyRateLimited('429: slow down', { cause });
  }

  leave() {
    process.exit(3);
  }

  async nameless() {
    throw {
      get message() {
        throw new Error('no text');
      },
    };
  }

  async bare() {
    throw 'only a text';
  }

  async wrongInside() {
    return undefined.missing;
  }

  async numbers() {
    const integers = [2 ** 53, 2n ** 53n + 1n, -(2n ** 70n)];
    return [...integers, NaN, Infinity, -Infinity, 1.5, Buffer.from([0, 255])];
  }

  async rejects() {
    Promise.reject(new Error('nobody waits for it'));
    return new Promise(() => {});
  }

  async throwsLater() {
    setImmediate(() => undefined.missing);
    return new Promise(() => {});
  }

  async *pages() {
    yield 1;
    yield 2;
  }

  async wait({ gate }, signal) {
    const { promise } = this.#gate(gate);
    const aborted = new Promise((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
    await Promise.race([promise, aborted]);
    return gate;
  }

  async release({ gate }) {
    this.#gate(gate).open();
  }

  #gate(name) {
    if (!this.#gates.has(name)) {
      const gate = {};
      gate.promise = new Promise((resolve) => (gate.open = resolve));
      this.#gates.set(name, gate);
    }
    return this.#gates.get(name);
  }
}
