// The adapter of the sample clients: all that an SDK needs to be judged.
//
//   sample_adapter.mjs [--service memsy|memorysync]

import { parseArgs } from 'node:util';
import { memsyMethods, serve } from './adapter_kit.mjs';
import { MemsyClient, MemsyControlClient, version } from './sample_client/index.mjs';
import { MemorySyncClient } from './sample_client/memorysync.mjs';

const verbs = ['list', 'create', 'get', 'update', 'regenerate_prompt', 'delete'];
const caps = ['max_retries', 'backoff', 'timeout', 'concurrent'];

const optionsOf = (c) => ({
  apiKey: c.api_key,
  timeoutMs: c.timeout_ms,
  maxRetries: c.max_retries,
  retryBackoffMs: c.backoff_ms,
});

const services = {
  memsy: {
    sdk: 'sample-node',
    caps: [...caps, 'usage'],
    methods: memsyMethods,
    offers: [
      ...['health', 'me', 'usage.summary', 'usage.timeseries'],
      ...['billing.summary', 'billing.invoices'],
      ...['keys.list', 'keys.create', 'keys.usage', 'keys.delete'],
      ...['events.list', 'interest.express', 'interest.status'],
      ...['ingest', 'search', 'status', 'memories.list', 'memories.stats', 'memories.get'],
      ...['orgs', 'roles', 'teams'].flatMap((kind) => verbs.map((verb) => `${kind}.${verb}`)),
    ],
    // The clients of the planes; one that is not told where the hot path is has no use for it.
    open: (c) => [
      new MemsyControlClient({ baseUrl: c.base_url, ...optionsOf(c) }),
      ...(c.hot_path_url ? [new MemsyClient({ baseUrl: c.hot_path_url, ...optionsOf(c) })] : []),
    ],
  },
  memorysync: {
    sdk: 'sample-node-memorysync',
    caps: [...caps, 'project'],
    open: (c) =>
      new MemorySyncClient({
        baseUrl: c.base_url,
        endUserId: c.end_user_id,
        projectId: c.project_id,
        ...optionsOf(c),
      }),
  },
};

const { values } = parseArgs({ options: { service: { type: 'string', default: 'memsy' } } });
if (!Object.hasOwn(services, values.service)) {
  console.error(`no service ${values.service}; known: ${Object.keys(services).join(', ')}`);
  process.exit(2);
}
serve({ version, service: values.service, ...services[values.service] });
