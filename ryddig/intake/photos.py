"""A photo as it is kept: turned upright, and without place, camera, time and everything else a camera writes beside it.

What remains is the picture itself, drawn anew; so nothing that was hidden in the file comes along.
"""

import io
import warnings
from typing import Final

import pi_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_

pi_heif.register_heif_opener(thumbnails=False)
MOST_BYTES: Final = 30_000_000
MOST_PIXELS: Final = 80_000_000
KINDS: Final = {"JPEG": "jpg", "PNG": "png", "WEBP": "jpg", "HEIF": "jpg"}
QUALITY: Final = 88
LARGEST_SIDE: Final = 4096


def prepare_photo(content: bytes, *, with_metadata: bool = False) -> tuple[bytes, str]:
    """The photo to keep and its ending. `with_metadata`: as it came, after it has been looked at. HEIC, which iPhones
    make, and WebP become JPEG, with what the camera wrote where that is wanted.

    Raises UserCanFix for what is no photo, or too large.
    """
    if len(content) > MOST_BYTES:
        text = N_("The photo is larger than %(most)s MB.")
        raise UserCanFix("photo.too_large", text, hint=_HINT, params={"most": MOST_BYTES // 1_000_000})
    image, kind = _opened(content)
    if with_metadata and kind in ("JPEG", "PNG"):
        return content, KINDS[kind]
    ending = KINDS.get(kind, "jpg")
    return _drawn_anew(image, ending, with_metadata=with_metadata), ending


_HINT: Final = N_("Take it again, or send it as JPEG or PNG.")


def _opened(content: bytes) -> tuple[Image.Image, str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we have a limit of our own
            image = Image.open(io.BytesIO(content), formats=tuple(KINDS))
            if image.width * image.height > MOST_PIXELS:
                raise UserCanFix("photo.too_large", N_("The photo has too many points."), hint=_HINT)
            image.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise UserCanFix("photo.unreadable", N_("This is no photo that can be read."), hint=_HINT) from error
    return image, image.format or ""


def _drawn_anew(image: Image.Image, ending: str, *, with_metadata: bool) -> bytes:
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    plain = Image.new("RGB", upright.size, "white")
    plain.paste(upright, mask=upright.getchannel("A") if upright.mode in ("RGBA", "LA") else None)
    kept = io.BytesIO()
    if ending == "png":
        plain.save(kept, "PNG")
    else:
        plain.save(kept, "JPEG", quality=QUALITY, exif=upright.getexif() if with_metadata else b"")
    return kept.getvalue()
