"""Write the API's OpenAPI where the test looks for it: `.venv/bin/python tools/openapi.py`."""

import json
import os
from importlib import import_module
from pathlib import Path

import django

TARGET = Path(__file__).resolve().parent.parent / "docs/api/openapi.json"


def main() -> None:
    """Make it from the code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ryddig.site.settings")
    os.environ.setdefault("RYDDIG_DEBUG", "1")
    django.setup()
    door = import_module("ryddig.api.door").door
    text = json.dumps(door.get_openapi_schema(), ensure_ascii=False, indent=1, sort_keys=True, default=str)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text + "\n", encoding="utf-8")


main()
