// The adapter of the sample client: all that an SDK needs to be judged.

import { memsyMethods, serve } from './adapter_kit.mjs';
import { MemsyControlClient, version } from './sample_client/index.mjs';

serve({
  sdk: 'sample-node',
  version,
  caps: ['max_retries', 'backoff', 'timeout', 'usage', 'concurrent'],
  methods: memsyMethods,
  open: (c) =>
    new MemsyControlClient({
      baseUrl: c.base_url,
      apiKey: c.api_key,
      timeoutMs: c.timeout_ms,
      maxRetries: c.max_retries,
      retryBackoffMs: c.backoff_ms,
    }),
});
