// Describes errors and values of an SDK as JSON: by looking at them, without a judgement.
//
// Part of adapter_kit.mjs; docs/client_protocol.md says what a description holds.

import util from 'node:util';

const INTEGER_MAX = 2 ** 53; // the last integer that every reader of JSON keeps
const INTEGER_PRINTED_MAX = 1e21; // from here on JavaScript itself prints an exponent
const DEPTH_MAX = 200; // of values; deeper is cut off, and so is what contains itself
const CAUSES_MAX = 50;
const CUT_OFF = '...';
const TOOLS = ['close', 'read', 'request', 'send', 'arrayBuffer', 'then'];

/** Half a surrogate pair is no UTF-8, and many readers of JSON refuse it. */
export const wellFormed = (text) => text.toWellFormed();

export function lineOf(error) {
  return `${typeOf(error)}: ${messageOf(error)}`;
}

export function describeError(error) {
  return {
    type: typeOf(error),
    bases: basesOf(error),
    message: messageOf(error),
    repr: guarded('inspect', () => util.inspect(error, { depth: 0 })),
    attrs: attributesOf(error),
    chain: causesOf(error).map((cause) => ({ type: typeOf(cause), message: messageOf(cause) })),
  };
}

const isObject = (value) => value !== null && typeof value === 'object';

// Anything may be thrown, a string or undefined included.
const typeOf = (error) =>
  isObject(error) ? (basesOf(error)[0] ?? 'Object') : error === null ? 'null' : typeof error;

const messageOf = (error) =>
  guarded('String', () =>
    String(isObject(error) && typeof error.message === 'string' ? error.message : error),
  );

function guarded(name, convert) {
  try {
    return wellFormed(convert());
  } catch (error) {
    return `<${name}() threw ${isObject(error) ? error.constructor?.name : typeof error}>`;
  }
}

function basesOf(error) {
  if (!isObject(error)) return [typeOf(error)];
  return prototypesOf(error).map((each) => each.constructor?.name || '(nameless)');
}

function prototypesOf(value) {
  const found = [];
  let each = Object.getPrototypeOf(value);
  while (each !== null && each !== Object.prototype) {
    found.push(each);
    each = Object.getPrototypeOf(each);
  }
  return found;
}

// Depth first: what caused it, and what an AggregateError is made of.
function causesOf(error) {
  const found = [];
  const visit = (cause) => {
    if (cause === undefined || cause === null || found.length >= CAUSES_MAX) return;
    if (cause === error || found.includes(cause)) return;
    found.push(cause);
    causesIn(cause).forEach(visit);
  };
  causesIn(error).forEach(visit);
  return found;
}

const causesIn = (error) =>
  isObject(error) ? [error.cause, ...(Array.isArray(error.errors) ? error.errors : [])] : [];

function attributesOf(error) {
  if (!isObject(error)) return {};
  const attributes = {};
  for (const [name, value] of membersOf(error)) {
    if (isPlain(value)) attributes[wellFormed(name)] = plain(value);
  }
  return attributes;
}

function isPlain(value, depth = 0) {
  if (depth > 20) return false;
  if (Array.isArray(value)) return value.every((each) => isPlain(each, depth + 1));
  if (isObject(value)) {
    if (value instanceof Date) return true;
    return isRecord(value) && Object.values(value).every((each) => isPlain(each, depth + 1));
  }
  return typeof value !== 'function' && typeof value !== 'symbol';
}

// An object without a class: all that it holds is data, whatever it is called.
function isRecord(value) {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

const KNOWN = new Set(['stack', 'message', 'cause', 'errors', 'constructor', '__proto__']);

// Names and values: of a record all that it holds, of others what is public.
const membersOf = (value) =>
  (isRecord(value) ? Object.keys(value) : publicNamesOf(value)).flatMap((name) => {
    try {
      return [[name, value[name]]];
    } catch {
      return []; // a getter may throw anything
    }
  });

// Own members and getters of the classes, but for what every error has.
function publicNamesOf(value) {
  const names = new Set(Object.keys(value));
  for (const prototype of prototypesOf(value).filter((each) => each !== Error.prototype)) {
    for (const [name, member] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      const isConstant = !('get' in member) && typeof member.value !== 'function';
      if (member.get !== undefined || isConstant) names.add(name);
    }
  }
  const known = value instanceof Error ? KNOWN : new Set(['constructor', '__proto__']);
  return [...names].filter((name) => !known.has(name) && !name.startsWith('_'));
}

/** The value as JSON: by what it is, not by whose it is. */
export function plain(value, path = []) {
  switch (typeof value) {
    case 'undefined':
    case 'function':
      return null;
    case 'string':
      return wellFormed(value);
    case 'symbol':
      return wellFormed(value.description ?? '');
    case 'number':
      return plainNumber(value);
    case 'bigint':
      return value <= INTEGER_MAX && value >= -INTEGER_MAX ? Number(value) : `int:${value}`;
    case 'object':
      return value === null ? null : plainObject(value, path);
    default:
      return value;
  }
}

function plainNumber(number) {
  if (Number.isNaN(number)) return 'nan';
  if (!Number.isFinite(number)) return number > 0 ? 'inf' : '-inf';
  const isBig = Number.isInteger(number) && Math.abs(number) > INTEGER_MAX;
  return isBig && Math.abs(number) < INTEGER_PRINTED_MAX ? `int:${number}` : number;
}

function plainObject(value, path) {
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? 'nan' : value.toISOString().replace('.000Z', 'Z');
  }
  if (value instanceof ArrayBuffer) return { b64: Buffer.from(value).toString('base64') };
  if (ArrayBuffer.isView(value)) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return { b64: bytes.toString('base64') };
  }
  if (value instanceof String || value instanceof Number || value instanceof Boolean) {
    return plain(value.valueOf());
  }
  if (path.length >= DEPTH_MAX || path.includes(value)) return CUT_OFF;
  const deeper = [...path, value];
  if (Array.isArray(value)) return value.map((each) => plain(each, deeper));
  if (value instanceof Set) return [...value].map((each) => plain(each, deeper));
  if (value instanceof Map) {
    return record([...value].map(([name, each]) => [String(name), each]), deeper);
  }
  if (typeof value.toJSON === 'function') return plain(value.toJSON(), deeper);
  return record(membersOf(value).filter(([, each]) => !isTool(each)), deeper);
}

// defineProperty, because a member may be called __proto__.
function record(entries, path) {
  const found = {};
  for (const [name, each] of entries) {
    const descriptor = { value: plain(each, path), enumerable: true, configurable: true };
    Object.defineProperty(found, wellFormed(name), descriptor);
  }
  return found;
}

// Functions, connections, promises: what is there to be used, not read.
const isTool = (member) =>
  typeof member === 'function' ||
  (isObject(member) &&
    !Array.isArray(member) &&
    TOOLS.some((name) => typeof member[name] === 'function'));
