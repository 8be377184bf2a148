"""An uploaded file that is held in memory alone, for what is looked at and then forgotten."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class InMemory(FileUploadHandler):
    """Stands alone in `request.upload_handlers`; all files of the request together may have `limit` bytes.

    `too_big` tells that a file was left out because of that: its rest is read and thrown away.
    """

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.left, self.too_big = limit, False
        self.chunks: list[bytes] = []

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.chunks = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.left -= len(raw_data)
        if self.left < 0:
            self.too_big, self.chunks = True, []
            raise SkipFile
        self.chunks.append(raw_data)

    def file_complete(self, file_size: int) -> SimpleUploadedFile:
        return SimpleUploadedFile(self.file_name or "file", b"".join(self.chunks), self.content_type or "")
