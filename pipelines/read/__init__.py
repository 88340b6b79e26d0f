"""From a zip of CMS's to frames of text, each row with its file and row number."""

from pipelines.read.tables import Incomplete, Table, read_release

__all__ = ["Incomplete", "Table", "read_release"]
