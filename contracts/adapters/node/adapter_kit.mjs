// The client protocol of fauxplane-check, so that an adapter is what is different about an SDK.
//
//   import { serve, memsyMethods } from './adapter_kit.mjs'; // before the SDK
//   import { MemsyControlClient } from 'memsy';
//
//   serve({
//     sdk: 'memsy-node', version: '0.3.2', methods: memsyMethods,
//     open: (c) => new MemsyControlClient({
//       baseUrl: c.base_url, apiKey: c.api_key, timeoutMs: c.timeout_ms, maxRetries: c.max_retries,
//     }),
//   });
//
// docs/client_protocol.md says what goes over the pipe. Two files and nothing but Node: copy them.

import fs from 'node:fs';
import { describeError, lineOf, plain, wellFormed } from './adapter_description.mjs';

const OPTIONS = ['timeout_ms', 'max_retries', 'backoff_ms', 'project_id'];
const INPUT_MAX = 200; // characters of a request that are quoted

const replies = takeStdout();

// Whoever writes to descriptor 1 from now on, a native module or a child process included, writes
// to stderr. Node has no dup(): a closed descriptor's number goes to the next file that is opened.
function takeStdout() {
  let descriptor = 1;
  try {
    descriptor = fs.openSync('/proc/self/fd/1', 'a'); // not 'w', which empties a file
    fs.closeSync(1);
    fs.openSync('/proc/self/fd/2', 'a');
  } catch {
    // Not on Linux, or stdout is a socket: what is written by way of Node is turned away below.
  }
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return descriptor;
}

const writeReply = (reply) => {
  let bytes = Buffer.from(`${JSON.stringify({ v: 1, ...reply })}\n`);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(fs.writeSync(replies, bytes));
    } catch (error) {
      if (error.code === 'EPIPE') exit(0); // nobody listens any more
      if (error.code !== 'EAGAIN') throw error;
    }
  }
};

/** Throw it for a method that the SDK does not have. */
export class Unsupported extends Error {}

class Bug extends Error {} // the adapter is at fault, and the SDK is not

/** What a call ends with when the SDK means to end the process. */
class ProcessExit extends Error {
  constructor(code) {
    super(`process.exit(${code ?? ''})`);
    this.code = code ?? null;
  }
}

const exit = process.exit.bind(process);

/** The arguments with names in camelCase. */
export const camel = (args) =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [camelName(name), value]));

const camelName = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());

/** client.keys.create(...args) for 'keys.create'; throws Unsupported when there is none. */
export function invoke(client, path, ...args) {
  for (const each of [client].flat()) {
    const [owner, found] = lookUp(each, path);
    if (typeof found === 'function') return found.apply(owner, args);
  }
  throw new Unsupported(path);
}

function lookUp(client, path) {
  let owner;
  let found = client;
  for (const name of path.split('.')) {
    owner = found;
    const names = [name, camelName(name)];
    found = owner?.[names.find((each) => owner[each] !== undefined && !each.startsWith('_'))];
  }
  return [owner, found];
}

const positional = {
  'keys.create': ({ name, ...options }) => [name, camel(options)],
  'keys.usage': ({ key_id }) => [key_id],
  'keys.delete': ({ key_id }) => [key_id],
  'interest.express': ({ email, name, ...options }) => [email, name, camel(options)],
  ingest: ({ events }) => [events.map(camel)],
  search: ({ query, ...options }) => [query, camel(options)],
  status: ({ event_ids }) => [event_ids],
  'memories.get': ({ memory_id }) => [memory_id],
  ...recordsByPosition('orgs', ['org_id']),
  ...recordsByPosition('roles', ['role_id', 'org_id']),
  ...recordsByPosition('teams', ['team_id', 'org_id']),
};

// By the ids that name a record; what is listed of an org is named by that.
function recordsByPosition(kind, ids) {
  const named = (args) => ids.map((name) => args[name]);
  const rest = (args, names) =>
    camel(Object.fromEntries(Object.entries(args).filter(([name]) => !names.includes(name))));
  return {
    ...(ids.length > 1 && {
      [`${kind}.list`]: (args) => [args.org_id, rest(args, ['org_id'])],
    }),
    [`${kind}.create`]: ({ org_id, name, focus }) => [org_id, name, focus],
    [`${kind}.update`]: (args) => [...named(args), rest(args, ids)],
    ...Object.fromEntries(
      ['get', 'regenerate_prompt', 'delete'].map((verb) => [`${kind}.${verb}`, named]),
    ),
  };
}

/** The documented surface of Memsy for Node: what is required goes by position. */
export const memsyMethods = Object.fromEntries(
  Object.entries(positional).map(([path, argumentsOf]) => [
    path,
    (client, args) => invoke(client, path, ...argumentsOf(args)),
  ]),
);

const invokeByName = (client, path, args) =>
  Object.keys(args).length === 0 ? invoke(client, path) : invoke(client, path, camel(args));

/**
 * Answers requests until stdin ends.
 *
 * open(config)           makes a client, or a promise of one. Options that it does not look at are
 *                        reported as unsupported. Of an SDK with several clients, an array of them:
 *                        a method is looked for in one after the other.
 * close(client)          closes it, or each of them.
 * caps                   what the client can do; without: max_retries, backoff, timeout, close if
 *                        there is one, and of MemorySync project.
 * methods                name -> (client, args, {signal}) => promise, for what is not
 *                        client.name({...args in camelCase}). `signal` aborts with `cancel`.
 * call                   (client, method, args, {signal}) => promise, instead of all that.
 * service                whose SDK it is: 'memsy' (without: that) or 'memorysync'.
 * offers                 the names of the methods that the SDK has, where that is not what every
 *                        SDK of the service is asked for: docs/client_protocol.md, "Methods".
 */
export function serve({ sdk, version, open, close, caps, methods = {}, call, service, offers }) {
  const adapter = new Adapter({
    identity: {
      sdk,
      version,
      runtime: `node-${process.versions.node.split('.')[0]}`,
      caps: caps ?? [
        ...['max_retries', 'backoff', 'timeout'],
        ...(close ? ['close'] : []),
        ...(service === 'memorysync' ? ['project'] : []),
      ],
      service, // JSON leaves out what is undefined
      methods: offers,
    },
    open,
    close,
    methods,
    call,
  });
  process.exit = (code) => {
    throw new ProcessExit(code);
  };
  process.on('uncaughtException', (error) => adapter.blame('uncaught exception', error));
  process.on('unhandledRejection', (error) => adapter.blame('unhandled rejection', error));
  readLines((line) => adapter.take(line), () => adapter.finish());
}

// By bytes: readline would also end lines at U+2028, which JSON may hold as it is.
function readLines(take, end) {
  let rest = Buffer.alloc(0);
  process.stdin.on('data', (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10)) {
      take(rest.subarray(0, at).toString());
      rest = rest.subarray(at + 1);
    }
  });
  process.stdin.on('end', () => {
    if (rest.length > 0) take(rest.toString());
    end();
  });
}

class Adapter {
  constructor(settings) {
    Object.assign(this, settings);
    this.clients = new Map();
    this.pending = new Map(); // by the id of the request, in their order
    const { caps } = this.identity;
    this.canCancel = caps.includes('cancel');
    this.isConcurrent = caps.includes('concurrent') || this.canCancel;
    this.queue = Promise.resolve();
    this.verbs = {
      hello: () => ({ ok: this.identity }),
      open: (request) => this.answerOpen(request),
      call: (request) => this.answerCall(request),
      cancel: (request) => this.answerCancel(request),
      close: (request) => this.answerClose(request),
    };
  }

  take(line) {
    if (line.trim() === '') return;
    let request;
    try {
      request = JSON.parse(line);
      if (request?.v !== 1) throw new Error('not an object with "v": 1');
    } catch (error) {
      const quoted = JSON.stringify(line.slice(0, INPUT_MAX));
      const bug = wellFormed(`cannot read the request ${quoted}: ${error.message}`);
      writeReply({ id: null, bug });
      return;
    }
    if (this.isConcurrent && ['call', 'cancel'].includes(request.op)) {
      // Behind the open or close that came before, but not behind other calls.
      this.queue.then(() => this.answer(request));
    } else {
      this.queue = this.queue.then(() => this.answer(request));
    }
  }

  async finish() {
    await this.queue;
    await Promise.all([...this.pending.values()].map(({ replied }) => replied));
    exit(0);
  }

  // Done with the reply, even if what was asked for never ends.
  answer(request) {
    const pending = { controller: new AbortController() };
    pending.replied = new Promise((resolve) => (pending.resolve = resolve));
    this.pending.set(request.id, pending);
    this.perform(request).then((reply) => this.reply(request, reply));
    return pending.replied;
  }

  async perform(request) {
    try {
      const verb = Object.hasOwn(this.verbs, request.op) ? this.verbs[request.op] : undefined;
      if (verb === undefined) throw new Unsupported(String(request.op));
      return await verb(request);
    } catch (error) {
      if (error instanceof Unsupported) return { unsupported: error.message };
      if (error instanceof Bug) return { bug: error.message };
      console.error(error);
      return { bug: lineOf(error) };
    }
  }

  reply({ id }, reply) {
    const pending = this.pending.get(id);
    if (pending === undefined) return; // blamed meanwhile
    this.pending.delete(id);
    writeReply({ id, ...reply });
    pending.resolve();
  }

  // What the runtime would end the process for. It belongs to a call, but nobody can say to which.
  blame(what, error) {
    console.error(what, error);
    for (const id of [...this.pending.keys()]) {
      this.reply({ id }, { bug: `${what}: ${lineOf(error)}` });
    }
  }

  async answerOpen(request) {
    const values = member(request, 'config');
    const read = new Set();
    const config = new Proxy(values, {
      get: (target, name) => (read.add(name), target[name]),
    });
    const [client, refusal] = await outcome(() => this.open(config));
    if (refusal) return refusal;
    this.clients.set(member(request, 'client'), client);
    const unread = OPTIONS.filter((name) => name in values && !read.has(name));
    return { ok: unread.length > 0 ? { unsupported: unread } : {} };
  }

  async answerClose(request) {
    const client = this.clientOf(request);
    this.clients.delete(request.client);
    for (const each of [client].flat()) {
      const [, refusal] = await outcome(() => this.close?.(each));
      if (refusal) return refusal;
    }
    return { ok: {} };
  }

  answerCancel(request) {
    if (!this.canCancel) throw new Unsupported('cancel');
    this.pending.get(member(request, 'target'))?.controller.abort();
    return { ok: {} };
  }

  async answerCall(request) {
    const client = this.clientOf(request);
    const method = member(request, 'method');
    const args = request.args ?? {};
    const tools = { signal: this.pending.get(request.id).controller.signal };
    const [result, refusal] = await outcome(async () => {
      if (this.call) return this.call(client, method, args, tools);
      if (Object.hasOwn(this.methods, method)) return this.methods[method](client, args, tools);
      return invokeByName(client, method, args);
    });
    return refusal ?? { ok: partsOf(result) };
  }

  clientOf(request) {
    const name = member(request, 'client');
    if (!this.clients.has(name)) throw new Bug(`no client ${JSON.stringify(name)} is open`);
    return this.clients.get(name);
  }
}

function member(request, name) {
  if (!Object.hasOwn(request, name)) throw new Bug(`the request has no ${JSON.stringify(name)}`);
  return request[name];
}

// The result and nothing, or nothing and the reply about what was thrown.
async function outcome(run) {
  try {
    return [await collected(await run()), undefined];
  } catch (error) {
    if (error instanceof Unsupported) throw error;
    if (isMistakeOfAdapter(error)) throw new Bug(`${lineOf(error)} (in the adapter)`);
    return [undefined, { err: describeError(error) }];
  }
}

async function collected(result) {
  if (typeof result?.[Symbol.asyncIterator] !== 'function') return result;
  const items = [];
  for await (const item of result) items.push(item);
  return items;
}

// A wrong name thrown by the adapter's own lines. The same from further in is the SDK's.
function isMistakeOfAdapter(error) {
  if (!(error instanceof TypeError || error instanceof ReferenceError)) return false;
  const innermost = String(error.stack).split('\n').find((line) => /^\s+at /.test(line)) ?? '';
  return innermost.includes(fs.realpathSync(process.argv[1]));
}

const BESIDE = { usage: 'usage', rate_limit: 'rate_limit', rateLimit: 'rate_limit' };

// The value, and what stands beside it; a list called usage is part of the value.
function partsOf(result) {
  const parts = { value: plain(result), usage: null, rate_limit: null };
  if (result === null || typeof result !== 'object') return parts;
  for (const [name, part] of Object.entries(BESIDE)) {
    const beside = result[name];
    if (beside === undefined || Array.isArray(beside) || typeof beside === 'function') continue;
    parts[part] ??= plain(beside);
    if (!Array.isArray(parts.value)) delete parts.value[name];
  }
  return parts;
}
