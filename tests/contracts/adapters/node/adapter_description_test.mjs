// What values and errors look like in replies.

import assert from 'node:assert/strict';
import test from 'node:test';

import {
  describeError,
  lineOf,
  plain,
} from '../../../../contracts/adapters/node/adapter_description.mjs';

class Point {
  #hidden = 3;
  _private = 4;
  x = 1;
  reader = { read: () => 5 };
  get total() {
    return this.x + this.#hidden;
  }
  get broken() {
    throw new Error();
  }
  method() {}
}

const RECORD = '{"__proto__":1,"_links":2,"constructor":3}';
const values = [
  ['scalars', [null, undefined, true, 5, 1.5, 'a'], [null, null, true, 5, 1.5, 'a']],
  ['last exact integer', -(2 ** 53), -(2 ** 53)],
  ['first text', 2 ** 53 + 2, 'int:9007199254740994'],
  ['small bigint', 5n, 5],
  ['big bigint', 2n ** 53n + 1n, 'int:9007199254740993'],
  ['no integer any more', 1e300, 1e300],
  ['numbers that JSON has not', [NaN, Infinity, -Infinity], ['nan', 'inf', '-inf']],
  ['bytes', [new Uint8Array([0]), new Uint8Array([0]).buffer], [{ b64: 'AA==' }, { b64: 'AA==' }]],
  ['moment', new Date('2026-04-01T01:02:03Z'), '2026-04-01T01:02:03Z'],
  ['moment with milliseconds', new Date(5), '1970-01-01T00:00:00.005Z'],
  ['half a pair', 'a\ud800', 'a\ufffd'],
  ['map and set', new Map([['a', new Set([1])]]), { a: [1] }],
  ['object', new Point(), { x: 1, total: 4 }],
  ['what knows its JSON', new URL('http://x/'), 'http://x/'],
  ['whatever a record holds', JSON.parse(RECORD), JSON.parse(RECORD)],
];

for (const [name, value, wanted] of values) {
  test(`plain: ${name}`, () => assert.deepEqual(plain(value), wanted));
}

test('plain: what contains itself is cut off, what stands twice is not', () => {
  const value = [1];
  value.push(value);
  assert.deepEqual(plain(value), [1, '...']);
  const twice = [1];
  assert.deepEqual(plain([twice, twice]), [[1], [1]]);
});

test('plain: depth is limited', () => {
  let value = [];
  for (let depth = 0; depth < 100000; ++depth) value = [value];
  assert.ok(JSON.stringify(plain(value)).length < 1000);
});

test('describeError: causes and the errors of an aggregate, each once', () => {
  const inner = new TypeError('inner');
  const outer = new Error('outer', { cause: new AggregateError([inner, inner], 'all') });
  inner.cause = outer;
  assert.deepEqual(describeError(outer).chain, [
    { type: 'AggregateError', message: 'all' },
    { type: 'TypeError', message: 'inner' },
  ]);
});

test('describeError: attributes that are no data are left out', () => {
  const error = Object.assign(new Error('e'), {
    count: 1, point: new Point(), deep: [[new Point()]], when: new Date(0), act: () => 1,
  });
  assert.deepEqual(describeError(error).attrs, { count: 1, when: '1970-01-01T00:00:00Z' });
});

test('describeError: anything may be thrown', () => {
  for (const [thrown, type] of [[null, 'null'], [undefined, 'undefined'], [5, 'number']]) {
    assert.equal(describeError(thrown).type, type);
    assert.deepEqual(describeError(thrown).bases, [type]);
    assert.equal(lineOf(thrown), `${type}: ${thrown}`);
  }
  assert.equal(describeError(Object.create(null)).type, 'Object');
});
