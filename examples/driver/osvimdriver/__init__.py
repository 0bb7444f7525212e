"""A very small VIM driver: it knows its own version and turns a topology's node names into resource names."""

import json
from pathlib import Path

_pkg_info = json.loads(Path(__file__).with_name("pkg_info.json").read_text(encoding="utf-8"))

__version__ = _pkg_info["version"]
