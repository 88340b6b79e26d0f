"""raw/: every file that was ever accepted, under its own hash, and the manifest of them.

`raw/<data set>/<release>/<first 12 of sha256>/<name>` is written once and never changed;
`raw/manifest.jsonl` is appended to. A file without a line in the manifest does not count.
"""

import hashlib
import json
import os
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ratebook import atomic, version
from ratebook.archive.entry import Entry, posting
from ratebook.catalog.names import meaning
from ratebook.errors import DataError

Event = dict[str, Any]


class Raw:
    """The raw/ folder of a home."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = folder / "manifest.jsonl"
        self._read: tuple[tuple[int, int], list[Entry | Event]] = ((0, 0), [])

    def entries(self) -> list[Entry]:
        """Every file that counts, in the order of arrival: accepted, and not refused since.

        A last line without an end was cut off by a kill; its file is fetched again.
        """
        found: dict[tuple[str, str], Entry] = {}
        for event in self.events():
            if isinstance(event, Entry):
                found[event.release, event.sha256] = event
            elif "refused" in event:
                found.pop((event["refused"], event["sha256"]), None)
            elif "held" in event and (event["held"], event["sha256"]) in found:
                key = event["held"], event["sha256"]
                found[key] = replace(found[key], **event["seen"])
        return list(found.values())

    def events(self) -> list[Entry | Event]:
        """Every complete line of the manifest: a file, or an event about one."""
        try:
            stat = self.manifest.stat()
        except FileNotFoundError:
            return []
        stamp = (stat.st_mtime_ns, stat.st_size)
        if self._read[0] != stamp:
            lines = self.manifest.read_text().split("\n")[:-1]
            events = [self._event(line, number) for number, line in enumerate(lines, start=1)]
            self._read = (stamp, events)
        return self._read[1]

    def _event(self, line: str, number: int) -> Entry | Event:
        try:
            given: Event = json.loads(line)
            if "release" not in given:
                return given
            if "order" not in given:  # a line of 0.1.0
                said = meaning(given["answered_by"], given["dataset"])
                given["order"] = said.order if said else 0
            return Entry(**given)
        except (ValueError, TypeError) as error:
            raise DataError(
                f"{self.manifest}, line {number} is damaged ({error}). Remove that line; the next "
                "refresh downloads its file again."
            ) from error

    def revisions(self) -> dict[str, list[Entry]]:
        """The revisions of each release, in the order of `posting`, then that of arrival."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries():
            found.setdefault(entry.release, []).append(entry)
        return {name: sorted(entries, key=posting) for name, entries in found.items()}

    def latest(self, until: str = "9") -> dict[str, Entry]:
        """The revision of each release in effect: the last one posted that is not withdrawn."""
        withdrawn = self.withdrawn(until)
        return {
            name: ([e for e in entries if e.sha256 not in withdrawn.get(name, ())] or entries)[-1]
            for name, entries in self.revisions().items()
        }

    def withdrawn(self, until: str = "9") -> dict[str, set[str]]:
        """The hashes of each release that do not hold, though posted later, by a day: CMS offered
        an older file again, or a person chose another."""
        return {name: set(event["withdrawn"]) for name, event in self._decided(until).items()}

    def _decided(self, until: str) -> dict[str, Event]:
        """What was last decided of each release by a day; nothing for a file refused since."""
        here = {(entry.release, entry.sha256) for entry in self.entries()}
        return {
            event["held"]: event
            for event in self.events()
            if isinstance(event, dict) and "withdrawn" in event and event["at"][:10] <= until
            and (event["held"], event["sha256"]) in here
        }  # fmt: skip

    def refuse(self, entry: Entry, reason: str) -> None:
        """Set a file aside: its bytes stay, and it counts no more.

        Fetched again it stays aside, unless the code that refused it is another by then.
        """
        self.note({"refused": entry.release, "sha256": entry.sha256, "by": _judge(),
                   "reason": reason})  # fmt: skip

    def why_refused(self, release: str, digest: str) -> str | None:
        """Why these bytes are set aside, where this very code did it and no one accepted since."""
        reason: str | None = None
        for event in self.events():
            if isinstance(event, dict) and event.get("sha256") == digest:
                if event.get("refused") == release and event["by"] == _judge():
                    reason = event["reason"]
                elif event.get("accepts_fewer") == release:
                    reason = None
        return reason

    def hold(self, entry: Entry, seen: dict[str, Any]) -> None:
        """Note by which address, page and validators CMS offers bytes that are here."""
        self.note({"held": entry.release, "sha256": entry.sha256, "seen": seen})

    def go_back(self, entry: Entry) -> None:
        """Note that CMS offers this revision and has withdrawn those posted after it."""
        revisions = self.revisions()[entry.release]
        at = [e.sha256 for e in revisions].index(entry.sha256)
        self.note({"held": entry.release, "sha256": entry.sha256, "seen": {},
                   "withdrawn": [e.sha256 for e in revisions[at + 1 :]]})  # fmt: skip

    def choose(self, entry: Entry, who: str) -> None:
        """Record that a person puts this revision in effect over all others that are here now.

        It stays in effect until a new revision arrives that was posted later, by the order of
        `posting`, or that CMS shows in its place.
        """
        others = {e.sha256 for e in self.revisions()[entry.release]} - {entry.sha256}
        self.note({"held": entry.release, "sha256": entry.sha256, "seen": {},
                   "withdrawn": sorted(others), "chosen_by": who})  # fmt: skip

    def passed_over(self, release: str) -> set[str]:
        """The hashes that a person chose another over, where nothing was decided since."""
        event = self._decided("9").get(release, {})
        return set(event["withdrawn"]) if "chosen_by" in event else set()

    def revision(self, entry: Entry) -> int:
        """1 for the first bytes of a release, 2 for the first re-post, and so on."""
        hashes = [e.sha256 for e in self.revisions()[entry.release]]
        return hashes.index(entry.sha256) + 1

    def file(self, entry: Entry) -> Path:
        """Where the bytes of an entry are."""
        return self.folder / entry.path

    def intact(self, entry: Entry) -> bool:
        """Whether the bytes are there, and the very ones that were accepted."""
        path = self.file(entry)
        return (
            path.is_file()
            and path.stat().st_size == entry.bytes
            and sha256(path) == entry.sha256
        )  # fmt: skip

    def part(self, name: str) -> Path:
        """Where a download grows until it is whole."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / f".{name}.{os.getpid()}.part"

    def keep(self, part: Path, entry: Entry) -> Entry:
        """Move a whole, checked download to its place and write it into the manifest."""
        path = Path(entry.dataset) / entry.release / entry.sha256[:12] / entry.path
        entry = replace(entry, path=path.as_posix())
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        atomic.replace(part, self.folder / path)
        self._append(asdict(entry))
        return entry

    def note(self, event: Event) -> str:
        """Append an event with the time; returns the time."""
        at = now()
        self._append({**event, "at": at})
        return at

    def _append(self, event: Event) -> None:
        self._cut_torn_line()
        with self.manifest.open("a") as manifest:
            manifest.write(json.dumps(event) + "\n")
            manifest.flush()
            os.fsync(manifest.fileno())

    def _cut_torn_line(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        text = self.manifest.read_bytes() if self.manifest.exists() else b""
        if text and not text.endswith(b"\n"):
            os.truncate(self.manifest, text.rfind(b"\n") + 1)

    def clear_parts(self) -> None:
        """Remove what a killed download left; it is fetched again."""
        for part in self.folder.glob(".*.part"):
            part.unlink()


def now() -> str:
    """This moment, as the manifest writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _judge() -> str:
    return f"{version.reading()}-{version.sql()}"


def sha256(path: Path) -> str:
    """The hash of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
