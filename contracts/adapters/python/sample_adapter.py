"""The adapter of the sample clients: all that an SDK needs to be judged.

sample_adapter.py [--service memsy|memorysync]
"""

import argparse

from adapter_kit import serve

import sample_client as memsy
from sample_client import memorysync

VERBS = ["list", "create", "get", "update", "regenerate_prompt", "delete"]
CAPS = ["max_retries", "backoff", "timeout", "close", "concurrent"]


def options_of(config):
    return {
        "timeout": config["timeout_ms"] / 1000,
        "max_retries": config["max_retries"],
        "retry_backoff": config["backoff_ms"] / 1000,
    }


def open_memsy(config):
    """The clients of the planes; one that is not told where the hot path is has no use for it."""
    options = options_of(config)
    control = memsy.MemsyControlClient(config["base_url"], config["api_key"], **options)
    url = config.get("hot_path_url")
    if url is None:
        return control
    return control, memsy.MemsyClient(url, config["api_key"], **options)


def open_memorysync(config):
    return memorysync.MemorySyncClient(
        config["base_url"],
        config["api_key"],
        end_user_id=config.get("end_user_id"),
        project_id=config.get("project_id"),
        **options_of(config),
    )


SERVICES = {
    "memsy": {
        "sdk": "sample-python",
        "open": open_memsy,
        "caps": [*CAPS, "usage"],
        "offers": [
            *("health", "me", "usage.summary", "usage.timeseries"),
            *("billing.summary", "billing.invoices"),
            *("keys.list", "keys.create", "keys.usage", "keys.delete"),
            *("events.list", "interest.express", "interest.status"),
            *("ingest", "search", "status", "memories.list", "memories.stats", "memories.get"),
            *(f"{kind}.{verb}" for kind in ("orgs", "roles", "teams") for verb in VERBS),
        ],
    },
    "memorysync": {
        "sdk": "sample-python-memorysync",
        "open": open_memorysync,
        "caps": [*CAPS, "project"],
    },
}

parser = argparse.ArgumentParser()
parser.add_argument("--service", choices=SERVICES, default="memsy")
chosen = parser.parse_args().service
serve(
    service=chosen,
    version=memsy.__version__,
    close=lambda client: client.close(),
    **SERVICES[chosen],
)
