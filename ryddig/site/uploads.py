"""Files in a form that are too large are left out while they come, before they fill a disk."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload

MOST_TIMES = 4
"""How many times the largest file a whole form may be."""


class LargestFile(FileUploadHandler):
    """Stands before Django's own handlers. A file larger than RYDDIG_EVIDENCE_LARGEST_MB is skipped, its name stands
    in `request.files_left_out` for the page to tell; a form that is altogether too large is read no further."""

    def __init__(self, request: object = None) -> None:
        super().__init__(request)  # type: ignore[arg-type]  # Django hands over the request, or nothing at first
        self._come = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand the chunk on, or leave out the file."""
        self._come += len(raw_data)
        if self._come > MOST_TIMES * settings.EVIDENCE_LARGEST:
            self._leave_out()
            raise StopUpload(connection_reset=False)
        if start + len(raw_data) > settings.EVIDENCE_LARGEST:
            self._leave_out()
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler keeps the file."""

    def _leave_out(self) -> None:
        left_out: list[str] = getattr(self.request, "files_left_out", [])
        self.request.files_left_out = [*left_out, str(self.file_name)]  # type: ignore[union-attr]  # set by Django
