"""The segments of an X12 file one after another, by pyx12, with its envelopes checked.

Nothing of what a claim says stands in an error: the number of a segment and the names of elements.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyx12.errors import X12Error
from pyx12.segment import Segment
from pyx12.x12file import X12Reader

from ratebook import x12
from ratebook.errors import DataError
from ratebook.x12 import layout
from ratebook.x12.layout import Elements, TransactionSet

ENVELOPE = {"ISA", "GS", "GE", "IEA", "TA1"}
# What pyx12 finds, by its kind and code. Others (an interchange number that comes twice, HL and LX
# out of order) do not change what a line says.
FAULTS = {
    ("isa", "001"): "IEA02 is not ISA13",
    ("isa", "021"): "IEA01 is not the number of functional groups (GS)",
    ("isa", "024"): "IEA comes before the functional group is closed (GE)",
    ("gs", "3"): "GE comes before the transaction set is closed (SE)",
    ("gs", "4"): "GE02 is not GS06",
    ("gs", "5"): "GE01 is not the number of transaction sets (ST)",
    ("st", "3"): "SE02 is not ST02",
    ("st", "4"): "SE01 is not the number of segments from ST to SE",
    ("seg", "8"): "it has no element",
}


class Segments:
    """A file that is being read: where it is, for messages."""

    def __init__(self, name: str, reader: X12Reader) -> None:
        self.name, self.reader = name, reader
        self.number = self.claims = 0

    def each(self) -> Iterator[tuple[TransactionSet, str, Elements]]:
        """The segments of each set that say something, ST and SE too, with the kind of the set.

        DataError where the file is cut or an envelope is wrong, or a set is of another kind.
        """
        kind: TransactionSet | None = None
        guide = ""
        for segment in self._read():
            name = segment.seg_id or ""
            if name == "GS":
                guide = segment.elements[7].format() if len(segment) > 7 else ""
            elif name == "ST":
                kind = self._kind(_elements(segment), guide)
            if name in ENVELOPE:
                continue
            if kind is None:
                raise self._wrong("it stands outside a transaction set (ST to SE)")
            if name in kind.names:
                yield kind, name, _elements(segment)
            if name == "SE":
                kind = None
        self._require_end()

    def _read(self) -> Iterator[Segment]:
        segments = iter(self.reader)
        while True:
            self.number += 1
            try:
                segment = next(segments)
            except StopIteration:
                self.number -= 1
                return
            except (X12Error, IndexError):
                # Without the cause: pyx12's words have the segment in them.
                raise self._wrong("it does not belong there") from None
            for kind, code, *_ in self.reader.pop_errors():
                if (kind, code) in FAULTS:
                    raise self._wrong(FAULTS[kind, code])
                if code == "1" and not segment.is_seg_id_valid():
                    raise self._wrong("it begins with no name of a segment")
            yield segment

    def _kind(self, elements: Elements, guide: str) -> TransactionSet:
        code, *_ = elements[0]
        own = elements[2][0] if len(elements) > 2 else guide
        for found in layout.sets().values():
            if found.name.startswith(code) and own.startswith(found.guide):
                return found
        says = layout.other(code, own)
        raise self._wrong(f"this is {says}; 837P, 837I and 835 of version 5010 are read")

    def _require_end(self) -> None:
        """DataError unless all was read and every envelope is closed."""
        # pyx12 stops at an empty segment, and at one that is not closed.
        left = self.reader.raw.buffer.strip("\r\n \x1a\x00") or self.reader.fd_in.read(1)
        if not left and not self.reader.loops:
            return
        missing = {"ISA": "IEA", "GS": "GE", "ST": "SE"}
        unclosed = ", ".join(missing[loop] for loop, _ in reversed(self.reader.loops))
        if not unclosed:
            raise self._wrong("what follows it is not a segment")
        where = f"in claim {self.claims:,} of it" if self.claims else "before any claim"
        raise DataError(
            f"{self.name} is cut or broken: it can be read up to segment {self.number:,}, {where}; "
            f"missing: {unclosed}. None of the file is priced: ask for the whole of it."
        )

    def _wrong(self, says: str) -> DataError:
        where = f"{self.name}, segment {self.number:,}"
        return DataError(f"{where}: {says}. None of the file is priced.")


@contextmanager
def opened(path: Path) -> Iterator[Segments]:
    """A file at its first segment. DataError where it cannot be read, or ISA is not whole.

    Each byte is a character: names with accents in any encoding are passed over unread.
    """
    name = path.as_posix()
    try:
        binary = path.open("rb")
    except OSError as error:
        raise DataError(f"{name} cannot be read.") from error
    with binary:
        binary.seek(x12.start(binary.read(x12.LOOKED_AT)))
        with io.TextIOWrapper(binary, encoding="latin-1", newline="") as text:
            try:
                reader = X12Reader(text)
            except X12Error:
                raise DataError(
                    f"{name}, segment 1: ISA is not whole (106 characters), or ISA12 is neither "
                    "00401 nor 00501. None of the file is priced."
                ) from None
            yield Segments(name, reader)


def _elements(segment: Segment) -> Elements:
    return [[part.value for part in element.elements] for element in segment.elements]
