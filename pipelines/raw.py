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
from typing import Any

from pipelines import catalog, version
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
        """Every file that counts, in the order of arrival: accepted, and not refused since.

        A last line without an end was cut off by a kill; its file is fetched again.
        """
        found: dict[tuple[str, str], Entry] = {}
        for event in self._events():
            if isinstance(event, Entry):
                found[event.release, event.sha256] = event
            else:
                found.pop((event["refused"], event["sha256"]), None)
        return list(found.values())

    def _events(self) -> list[Entry | dict[str, str]]:
        if not self.manifest.exists():
            return []
        lines = self.manifest.read_text().split("\n")[:-1]
        return [self._event(line, number) for number, line in enumerate(lines, start=1)]

    def _event(self, line: str, number: int) -> Entry | dict[str, str]:
        try:
            given = json.loads(line)
            return given if "refused" in given else Entry(**given)
        except (ValueError, TypeError) as error:
            raise DataError(
                f"{self.manifest}, line {number} is damaged ({error}). Remove that line; "
                "the file it told of is fetched again by the next refresh."
            ) from error

    def latest(self) -> dict[str, Entry]:
        """The revision of each release that holds: the one posted last, then fetched last."""
        ordered = sorted(self.entries(), key=_posted)
        return {entry.release: entry for entry in ordered}

    def refuse(self, entry: Entry, reason: str) -> None:
        """Set a file aside: its bytes stay, and it counts no more.

        Fetched again it stays aside, unless the code that refused it is another by then.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._append({"refused": entry.release, "sha256": entry.sha256, "at": now,
                      "by": _judge(), "reason": reason})  # fmt: skip

    def why_refused(self, release: str, digest: str) -> str | None:
        """Why these bytes are set aside, where this very code did it."""
        return next(
            (
                event["reason"]
                for event in self._events()
                if isinstance(event, dict)
                and (event["refused"], event["sha256"], event["by"]) == (release, digest, _judge())
            ),
            None,
        )

    def revision(self, entry: Entry) -> int:
        """1 for the first bytes of a release, 2 for the first re-post, and so on."""
        hashes = dict.fromkeys(
            e.sha256 for e in sorted(self.entries(), key=_posted) if e.release == entry.release
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
        self._append(asdict(entry))
        return entry

    def _append(self, event: dict[str, Any]) -> None:
        self._cut_torn_line()
        with self.manifest.open("a") as manifest:
            manifest.write(json.dumps(event) + "\n")
            manifest.flush()
            os.fsync(manifest.fileno())

    def _cut_torn_line(self) -> None:
        text = self.manifest.read_bytes() if self.manifest.exists() else b""
        if text and not text.endswith(b"\n"):
            os.truncate(self.manifest, text.rfind(b"\n") + 1)

    def clear_parts(self) -> None:
        """Remove what a killed download left; it is fetched again."""
        for part in self.folder.glob(".*.part"):
            part.unlink()


def _posted(entry: Entry) -> str:
    """The day CMS posted a file, as far as it says; else the day it was fetched."""
    return entry.published_on or entry.fetched_at[:10]


def _judge() -> str:
    return f"{version.reading()}-{version.sql()}"


def sha256(path: Path) -> str:
    """The hash of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _members(zip_path: Path) -> dict[str, str]:
    with zipfile.ZipFile(zip_path) as archive:
        names: Iterable[str] = (i.filename for i in archive.infolist() if not i.is_dir())
        return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in names}
