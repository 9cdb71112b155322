"""Where the shared samples lie: outside this repository, read in place, never copied into it."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def shared(*parts: str) -> Path:
    """Path of a shared file or folder under RYDDIG_SHARED (default: `../shared` beside the project).

    Missing: fails under CI=true, since a run that skips the samples proves nothing; skips elsewhere and says why.
    """
    base = Path(os.environ.get("RYDDIG_SHARED", str(ROOT.parent / "shared")))
    path = base.joinpath(*parts)
    if path.exists():
        return path
    reason = f"the shared samples are not here: {'/'.join(parts)} (set RYDDIG_SHARED to the folder that holds them)"
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(reason)
    pytest.skip(reason, allow_module_level=True)
