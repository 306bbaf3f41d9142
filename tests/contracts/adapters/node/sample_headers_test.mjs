// Retry-After in all its forms, and the backoff, as the Node sample client reads them.

import assert from 'node:assert/strict';
import test from 'node:test';

import {
  backoffBefore,
  retryAfterIn,
} from '../../../../contracts/adapters/node/sample_client/headers.mjs';
import { wait } from '../../../../contracts/adapters/node/sample_client/transport.mjs';

const NOW_MS = 784111767500; // half a second before Sun, 06 Nov 1994 08:49:28 GMT

// Alike in python/sample_headers_test.py: both clients have to read the same.
const values = [
  ['0', 0],
  ['7', 7],
  ['007', 7],
  ['1.5', 1.5],
  ['2147483648', 2147483648],
  ['9'.repeat(400), Number.MAX_VALUE],
  ['Sun, 06 Nov 1994 08:49:37 GMT', 9.5],
  ['Sunday, 06-Nov-94 08:49:37 GMT', 9.5],
  ['Sun Nov  6 08:49:37 1994', 9.5],
  ['Sat, 31 Dec 1994 23:59:60 GMT', 4806632.5],
  ['Thu, 29 Feb 1996 00:00:00 GMT', 41440232.5],
  ['Saturday, 06-Nov-44 08:49:37 GMT', 1577923209.5],
  ['Sunday, 06-Nov-45 08:49:37 GMT', null],
  ['Sun, 06 Nov 1994 08:49:27 GMT', null],
  ['Thu, 30 Feb 1995 00:00:00 GMT', null],
  ['Sun, 06 Nov 1995 24:49:37 GMT', null],
  ['Sun, 06 Nov 1995 08:60:37 GMT', null],
  ['Sun, 06 Nov 1995 08:49:61 GMT', null],
  ['Sun, 06 Nov 1995 08:49:37 UTC', null],
  ['Sun, 6 Nov 1995 08:49:37 GMT', null],
  ['sun, 06 nov 1995 08:49:37 gmt', null],
  ...['', '-1', '+5', '1e3', '0x10', '1_0', '.5', '5.', '1,2', '1 2'].map((text) => [text, null]),
  ...['nan', 'inf', 'soon', '1;q=2', '7s', '\u0661', '\uff11'].map((text) => [text, null]),
];

test('retryAfterIn: values', () => {
  for (const [value, wanted] of values) {
    const headers = { get: (name) => (name === 'Retry-After' ? value : null) };
    assert.equal(retryAfterIn(headers, NOW_MS), wanted, value.slice(0, 40));
  }
});

test('retryAfterIn: two of them are as good as none', () => {
  const headers = new Headers();
  assert.equal(retryAfterIn(headers, NOW_MS), null);
  headers.append('Retry-After', '1');
  headers.append('Retry-After', '1');
  assert.equal(retryAfterIn(headers, NOW_MS), null);
});

test('backoffBefore: doubles, and ends in what a clock can count', () => {
  assert.deepEqual([0, 1, 2, 3].map((attempt) => backoffBefore(attempt, 500)), [
    500, 1000, 2000, 4000,
  ]);
  for (const attempt of [70, 2000, 1e9]) {
    assert.ok(Number.isFinite(backoffBefore(attempt, 1000)));
    assert.ok(backoffBefore(attempt, 1000) > 1e12);
  }
});

test('wait: longer than one timer can, in several', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  let isDone = false;
  const waiting = wait(2 ** 31 + 999).then(() => (isDone = true));
  for (const tick of [2 ** 31 - 1, 1000]) {
    assert.equal(isDone, false);
    context.mock.timers.tick(tick);
    await Promise.resolve();
    await Promise.resolve();
  }
  assert.equal(isDone, false);
  context.mock.timers.tick(1);
  await waiting;
});
