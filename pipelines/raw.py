"""raw/: every file that was ever accepted, under its own hash, and the manifest of them.

`raw/<data set>/<release>/<first 12 of sha256>/<name>` is written once and never changed;
`raw/manifest.jsonl` is appended to. A file without a line in the manifest does not count.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pipelines import catalog
from pipelines.errors import DataError


@dataclass(frozen=True)
class Entry:
    """A line of the manifest: where a file came from and what it is."""

    release: str
    dataset: str
    path: str  # below raw/
    url: str  # the address that was asked
    answered_by: str  # the address that answered, after redirects
    sha256: str
    bytes: int
    fetched_at: str
    published_on: str = ""  # the day CMS posted it, where the address says so
    etag: str = ""
    last_modified: str = ""
    origin: str = "cms"  # or "sample"
    members: dict[str, str] = field(default_factory=dict)  # name -> sha256


class Raw:
    """The raw/ folder of a home."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = folder / "manifest.jsonl"

    def entries(self) -> list[Entry]:
        """Every accepted file, in the order of arrival.

        A last line without an end was cut off by a kill; its file is fetched again.
        """
        if not self.manifest.exists():
            return []
        lines = self.manifest.read_text().split("\n")[:-1]
        return [self._entry(line, number) for number, line in enumerate(lines, start=1) if line]

    def _entry(self, line: str, number: int) -> Entry:
        try:
            return Entry(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise DataError(
                f"{self.manifest}, line {number} is damaged ({error}). Remove that line; "
                "the file it told of is fetched again by the next refresh."
            ) from error

    def latest(self) -> dict[str, Entry]:
        """The revision of each release that holds: the one posted last, then fetched last."""
        ordered = sorted(self.entries(), key=lambda e: (e.published_on, e.fetched_at, e.sha256))
        return {entry.release: entry for entry in ordered}

    def revision(self, entry: Entry) -> int:
        """1 for the first bytes of a release, 2 for the first re-post, and so on."""
        hashes = dict.fromkeys(
            e.sha256
            for e in sorted(self.entries(), key=lambda e: (e.published_on, e.fetched_at))
            if e.release == entry.release
        )
        return list(hashes).index(entry.sha256) + 1

    def file(self, entry: Entry) -> Path:
        """Where the bytes of an entry are."""
        return self.folder / entry.path

    def part(self, release: catalog.Release) -> Path:
        """Where a download of a release grows until it is whole."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / f".{release.name}.{os.getpid()}.part"

    def keep(
        self, part: Path, release: catalog.Release, url: str, answered_by: str,
        headers: dict[str, str], origin: str,
    ) -> Entry:  # fmt: skip
        """Move a whole, checked download to its place and write it into the manifest."""
        digest = sha256(part)
        name = Path(answered_by.split("?")[0]).name
        path = Path(release.dataset) / release.name / digest[:12] / name
        posted = catalog.posted_on(answered_by)
        entry = Entry(
            release.name, release.dataset, path.as_posix(), url, answered_by, digest,
            part.stat().st_size, datetime.now(UTC).isoformat(timespec="seconds"),
            posted.isoformat() if posted else "", headers.get("ETag", ""),
            headers.get("Last-Modified", ""), origin, _members(part),
        )  # fmt: skip
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        os.replace(part, self.folder / path)
        self._append(entry)
        return entry

    def _append(self, entry: Entry) -> None:
        cut_off = self.manifest.exists() and not self.manifest.read_bytes().endswith(b"\n")
        with self.manifest.open("a") as manifest:
            manifest.write("\n" * cut_off + json.dumps(asdict(entry)) + "\n")
            manifest.flush()
            os.fsync(manifest.fileno())

    def clear_parts(self) -> None:
        """Remove what a killed download left; it is fetched again."""
        for part in self.folder.glob(".*.part"):
            part.unlink()


def sha256(path: Path) -> str:
    """The hash of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _members(zip_path: Path) -> dict[str, str]:
    with zipfile.ZipFile(zip_path) as archive:
        names: Iterable[str] = (i.filename for i in archive.infolist() if not i.is_dir())
        return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in names}
