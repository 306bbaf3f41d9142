"""The adapter of the sample client: all that an SDK needs to be judged."""

from adapter_kit import serve

import sample_client as memsy

serve(
    sdk="sample-python",
    version=memsy.__version__,
    caps=["max_retries", "backoff", "timeout", "close", "usage", "concurrent"],
    open=lambda c: memsy.MemsyControlClient(
        c["base_url"],
        c["api_key"],
        timeout=c["timeout_ms"] / 1000,
        max_retries=c["max_retries"],
        retry_backoff=c["backoff_ms"] / 1000,
    ),
    close=lambda client: client.close(),
)
