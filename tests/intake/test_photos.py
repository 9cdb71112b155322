"""Photos of a visit: place and camera are gone, the picture is upright, and what is no photo is refused in words."""

import io
from pathlib import Path
from typing import Final

import pytest
from PIL import Image

from ryddig.domain.errors import UserCanFix
from ryddig.intake import photos
from ryddig.intake.photos import prepare_photo

HEIC: Final = Path(__file__).with_name("photo.heic")
MAKE, ORIENTATION, GPS = 271, 274, 34853


def photo(kind: str = "JPEG", *, size: tuple[int, int] = (60, 40), mode: str = "RGB") -> bytes:
    """A picture with a camera's name, a place and a comment, lying on its side."""
    image = Image.new(mode, size, "red")
    exif = Image.Exif()
    exif[MAKE], exif[ORIENTATION] = "Kamera AS", 6
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (59.0, 54.0, 30.0)
    kept = io.BytesIO()
    image.save(kept, kind, exif=exif)
    return kept.getvalue()


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "jpg")])
def test_place_and_camera_are_gone_and_the_picture_stands(kind: str, ending: str) -> None:
    given = photo(kind)
    assert b"Kamera AS" in given
    kept, named = prepare_photo(given)
    assert named == ending
    assert b"Kamera" not in kept
    image = Image.open(io.BytesIO(kept))
    assert not dict(image.getexif())
    assert image.size == (40, 60)
    red, green, blue = image.convert("RGB").getpixel((5, 5))  # type: ignore[misc]  # three numbers in RGB
    assert red > 200
    assert max(green, blue) < 60


def test_kept_as_it_came_when_that_is_wanted() -> None:
    given = photo()
    assert prepare_photo(given, with_metadata=True) == (given, "jpg")


def test_an_iphones_photo_becomes_a_jpeg_without_place_and_camera() -> None:
    kept, named = prepare_photo(HEIC.read_bytes())
    assert named == "jpg"
    image = Image.open(io.BytesIO(kept))
    assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (48, 64), {})
    with_it, _ = prepare_photo(HEIC.read_bytes(), with_metadata=True)
    exif = Image.open(io.BytesIO(with_it)).getexif()
    assert exif[MAKE] == "Eksempelkamera"
    assert exif.get_ifd(GPS)[1] == "N"
    with pytest.raises(UserCanFix, match="no photo"):
        prepare_photo(HEIC.read_bytes()[:500])


def test_what_is_hidden_behind_the_picture_does_not_come_along() -> None:
    kept, _ = prepare_photo(photo() + b"PK\x03\x04 hidden archive")
    assert b"hidden" not in kept


def test_a_picture_with_holes_becomes_white_there() -> None:
    kept, _ = prepare_photo(photo("PNG", mode="RGBA"))
    assert Image.open(io.BytesIO(kept)).mode == "RGB"


def test_what_is_no_photo_is_refused() -> None:
    for content in (b"", b"%PDF-1.7", photo()[:200], b"GIF89a" + b"\0" * 40, b"<svg/>"):
        with pytest.raises(UserCanFix, match="no photo"):
            prepare_photo(content)


def test_too_large_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "MOST_PIXELS", 1000)
    with pytest.raises(UserCanFix, match="too many points"):
        prepare_photo(photo())
    monkeypatch.setattr(photos, "MOST_BYTES", 10)
    with pytest.raises(UserCanFix, match="larger than"):
        prepare_photo(photo())
