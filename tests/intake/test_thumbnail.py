"""A small picture is drawn by a process that has little time, little memory and nothing to write to."""

import io
import struct
import zlib

from PIL import Image

from ryddig.intake import thumbnail as drawing
from ryddig.intake.thumbnail import thumbnail


def photo(kind: str = "JPEG", **more: object) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (1600, 1200), "teal").save(kept, kind, **more)
    return kept.getvalue()


def test_a_photo_becomes_small_and_says_nothing_of_place_or_camera() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ola"
    made = thumbnail(photo(exif=exif))
    assert made is not None
    assert b"Ola" not in made
    image = Image.open(io.BytesIO(made))
    assert (image.format, max(image.size), dict(image.getexif())) == ("JPEG", 320, {})
    assert thumbnail(photo("PNG")) is not None


def test_what_is_no_photo_gives_none() -> None:
    assert thumbnail(b"no photo") is None
    assert thumbnail(photo()[:2_000]) is None
    assert thumbnail(photo("GIF")) is None


def bomb(side: int) -> bytes:
    """A PNG of `side` × `side` black points: small on its way, huge when it is unpacked."""
    rows = zlib.compressobj(9)
    packed = b"".join(rows.compress(bytes(side + 1)) for _ in range(side)) + rows.flush()
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_a_bomb_takes_neither_time_nor_memory() -> None:
    content = bomb(20_000)
    assert len(content) < 500_000
    assert thumbnail(content) is None


def test_the_limits_hold_in_the_process_that_draws() -> None:
    import subprocess
    import sys

    tries = {
        "bytearray(2_000_000_000)": "MemoryError",
        "open('/tmp/x')": "Too many open files",
        "__import__('socket').socket()": "Too many open files",
    }
    for attempt, refusal in tries.items():
        program = f"import resource, socket; {LIMIT}; {attempt}"
        done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=False)
        assert refusal in done.stderr or "BlockingIOError" in done.stderr, (attempt, done.stderr)


LIMIT = f"import runpy; runpy.run_path({drawing.__file__!r})['limit']()"
