"""The adapter of toy_sdk.py; TOY says which client, TOY_CAPS what it claims."""

import os
import sys

sys.path.insert(0, os.environ["FAUXPLANE_ADAPTERS"] + "/python")

from adapter_kit import serve  # noqa: E402
import toy_sdk  # noqa: E402


async def open_async(config):
    return toy_sdk.AsyncClient()


async def close_async(client):
    await client.aclose()


# Clients of one SDK: what the first has, the second is not asked for.
if os.environ.get("TOY") == "two":
    serve(
        sdk="toy",
        version="1",
        service="memorysync",
        offers=["echo", "second"],
        open=lambda c: (toy_sdk.Client(c["base_url"]), toy_sdk.Second()),
        close=lambda client: print("closed", type(client).__name__),
    )
    sys.exit()

is_async = os.environ.get("TOY") == "async"
serve(
    sdk="toy",
    version="1",
    caps=os.environ["TOY_CAPS"].split(",") if "TOY_CAPS" in os.environ else None,
    open=open_async
    if is_async
    else lambda c: toy_sdk.Client(c["base_url"], retries=c["max_retries"]),
    close=close_async if is_async else None,
    methods={
        "renamed": lambda client, args: client.echo(args["value"]),
        "mistaken": lambda client, args: client.echo(args["valeu"]),
    },
)
