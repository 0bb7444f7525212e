"""Names of the resources that the driver creates in OpenStack."""

import re

MAXIMUM = 63


def resource_name(service: str, node: str) -> str:
    """`web`, `Front End` -> `web-front-end`: what OpenStack accepts as a host name."""
    name = re.sub(r"[^a-z0-9]+", "-", f"{service}-{node}".lower()).strip("-")
    if not name:
        raise ValueError(f"no letter or digit in {service!r} and {node!r}")
    return name[:MAXIMUM].rstrip("-")
