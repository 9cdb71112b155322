"""A field for several files at once."""

from collections.abc import Sequence

from django import forms
from django.core.files.uploadedfile import UploadedFile


class FilesInput(forms.ClearableFileInput):
    """Lets the browser choose several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of files; empty when none was chosen."""

    widget = FilesInput

    def clean(self, data: object, initial: object = None) -> "list[UploadedFile[bytes]]":
        """Each file by itself."""
        given: Sequence[object] = data if isinstance(data, list | tuple) else [data]
        chosen = [one for one in given if one]
        if not chosen:
            super().clean(None, initial)
            return []
        clean = super().clean
        return [clean(one, initial) for one in chosen]
