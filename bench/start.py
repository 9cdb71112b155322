"""How long the first start takes: the database made ready and the demo loaded, each a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RYDDIG = str(Path(sys.executable).parent / "ryddig")

with tempfile.TemporaryDirectory() as folder:
    for work in (["migrate"], ["demo", "load", "--if-empty"]):
        began = time.perf_counter()
        subprocess.run([RYDDIG, *work], env={**os.environ, "RYDDIG_VAR": folder}, check=True, capture_output=True)
        print(json.dumps({"work": " ".join(work), "seconds": round(time.perf_counter() - began, 1)}), flush=True)
