"""`ratebook verify`: whether every file of raw/ is still the one that was accepted."""

from ratebook.archive.entry import Entry
from ratebook.archive.raw import Raw, sha256
from ratebook.home import Home
from ratebook.progress import steps

Damage = dict[str, str]


def verify(home: Home) -> tuple[list[Damage], int]:
    """What is damaged, each file with what is wrong, and how many files were hashed."""
    raw = Raw(home.raw)
    entries = raw.entries()
    found = [
        {"release": entry.release, "file": entry.path, "wrong": wrong}
        for entry in steps(entries, "hashing", lambda entry: entry.release)
        if (wrong := _wrong(raw, entry))
    ]
    return found, len(entries)


def _wrong(raw: Raw, entry: Entry) -> str:
    path = raw.file(entry)
    if not path.is_file():
        return "the file is missing"
    if path.stat().st_size != entry.bytes:
        return f"{path.stat().st_size:,} bytes, expected {entry.bytes:,}"
    if (found := sha256(path)) != entry.sha256:
        return f"its hash is {found[:12]}, expected {entry.sha256[:12]}"
    return ""
