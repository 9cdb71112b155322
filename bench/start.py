"""How long it takes to begin: the lawbook loaded, the database made, the demo in it, each a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RYDDIG = str(Path(sys.executable).parent / "ryddig")

LOADING = (
    "import time; from ryddig.lawbook import available_layers, load;"
    "book = load(available_layers()); print(len(book.series), time.process_time())"
)

series, seconds = subprocess.run([sys.executable, "-c", LOADING], check=True, capture_output=True).stdout.split()
print(json.dumps({"work": "lawbook", "series": int(series), "processor_seconds": round(float(seconds), 2)}), flush=True)
with tempfile.TemporaryDirectory() as folder:
    for work in (["migrate"], ["demo", "load", "--if-empty"]):
        began = time.perf_counter()
        subprocess.run([RYDDIG, *work], env={**os.environ, "RYDDIG_VAR": folder}, check=True, capture_output=True)
        print(json.dumps({"work": " ".join(work), "seconds": round(time.perf_counter() - began, 1)}), flush=True)
