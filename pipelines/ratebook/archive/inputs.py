"""The inputs of a warehouse as one hash: the files, what CMS listed, the license, and the code."""

import hashlib
import json

from ratebook import version
from ratebook.archive import last_look, license
from ratebook.archive.entry import Entry
from ratebook.archive.raw import Raw
from ratebook.archive.short_lists import accepted
from ratebook.home import Home


def fingerprint(home: Home, latest: dict[str, Entry]) -> str:
    """A hash that changes when the files, the listed releases or the code change."""
    raw = Raw(home.raw)
    short = accepted(raw)
    files = [
        [
            name, entry.sha256, entry.published_on, raw.revision(entry),
            (name, entry.sha256) in short,
        ]
        for name, entry in sorted(latest.items())
    ]  # fmt: skip
    known = sorted(last_look.read(home.raw))
    made_of = json.dumps([files, known, bool(license.accepted(raw)), version.code()])
    return hashlib.sha256(made_of.encode()).hexdigest()[:16]
