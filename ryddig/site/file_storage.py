"""RYDDIG_FILES as Django's settings for storage: empty for folders of this machine, `s3://bucket/folder` for others."""

from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from django.core.exceptions import ImproperlyConfigured

IN_MEMORY: Final = 5_000_000
ASKED: Final = {"endpoint": "endpoint_url", "region": "region_name", "style": "addressing_style"}


def file_storages(address: str, *, folder: Path) -> dict[str, dict[str, Any]]:
    """The storages `default` (lists that are being imported) and, on S3, `evidence`.

    `s3://BUCKET/FOLDER?endpoint=https://…&region=…&style=path`. Who we are there is what the machine says in the way of
    all S3 clients: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a file, or the machine's role.
    """
    if not address:
        local = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
        return {"default": local}
    parts = urlsplit(address)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.scheme != "s3" or not parts.hostname or options.keys() - ASKED.keys():
        wanted = "s3://BUCKET/FOLDER?endpoint=https://…&region=…&style=path"
        raise ImproperlyConfigured(f"RYDDIG_FILES is “{address}”. Expected {wanted}.")
    given = {ASKED[name]: value for name, value in options.items()}
    return {
        "default": _bucket(parts.hostname, f"{parts.path.strip('/')}/imports", given),
        "evidence": _bucket(parts.hostname, f"{parts.path.strip('/')}/evidence", given),
    }


def _bucket(name: str, folder: str, given: dict[str, str]) -> dict[str, Any]:
    fixed = {
        "bucket_name": name,
        "location": folder.strip("/"),
        "default_acl": None,
        "file_overwrite": True,
        "querystring_auth": True,
        "max_memory_size": IN_MEMORY,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {**fixed, **given}}
