"""A small picture of a photo, drawn by a process of its own that may do nothing else.

A photo is the work of strangers, and what decodes it is large: the process that does so has a second or two, little
memory, no network and no file to write, and it knows nothing. Run as a program this file is that process; it imports
no more than it needs.
"""

import io
import resource
import subprocess
import sys
from importlib import import_module
from pathlib import Path

SIDE = 320
QUALITY = 80
MOST_PIXELS = 100_000_000
MOST_MEMORY = 1_000_000_000
MOST_SECONDS = 5
PATIENCE = 10


def thumbnail(content: bytes) -> bytes | None:
    """The photo as a small JPEG without anything beside the picture; None for what cannot be drawn so."""
    program = [sys.executable, "-I", str(Path(__file__))]
    try:
        done = subprocess.run(  # noqa: S603 - our own program and interpreter
            program, input=content, capture_output=True, timeout=PATIENCE, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 and done.stdout.startswith(b"\xff\xd8\xff") else None


def limit() -> None:
    """No more memory, time, processes or files than a small picture takes."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def draw(content: bytes) -> bytes:
    """The small picture. What goes wrong goes wrong in this process."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - only in the process that is limited

    Image.preinit()
    for plugin in ("MpoImagePlugin", "TiffImagePlugin"):
        import_module(f"PIL.{plugin}")  # what Pillow would read from disk later, when no file can be opened
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    limit()
    image = Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
    image.draft("RGB", (SIDE * 2, SIDE * 2))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((SIDE, SIDE))
    plain = Image.new("RGB", upright.size, "white")
    plain.paste(upright.convert("RGBA"), mask=upright.convert("RGBA").getchannel("A"))
    kept = io.BytesIO()
    plain.save(kept, "JPEG", quality=QUALITY)
    return kept.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(draw(sys.stdin.buffer.read()))
