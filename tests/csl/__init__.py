"""CSL-JSON judged by the schema of the project that defines it (`csl-data.json`; LICENSE.txt says whose it is)."""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

_SCHEMA = Draft7Validator(json.loads(Path(__file__).with_name("csl-data.json").read_text("utf-8")))


def complaints(items: object) -> list[str]:
    """What the schema refuses in a list of items, as it is once written down and read again."""
    written: Any = json.loads(json.dumps(items))
    return [f"{error.json_path}: {error.message[:200]}" for error in _SCHEMA.iter_errors(written)]
