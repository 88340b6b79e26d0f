"""What CMS showed at the last look: `raw/shown.json`, by release.

It is why `status` can tell what is there and not loaded without asking the site, and why a
listing that has lost a year is noticed. It may be deleted; the next refresh writes it again.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from pipelines.raw import now

State = Literal["shown", "new", "nowhere", "licence", "lost"]


@dataclass(frozen=True)
class Shown:
    """A release that CMS showed: since when, and what became of it."""

    release: str
    dataset: str
    since: str
    state: State = "shown"
    address: str = ""
    why: str = ""


def read(raw: Path) -> dict[str, Shown]:
    """What was shown, by release; nothing where nobody has looked, or the file is damaged."""
    try:
        given = json.loads((raw / "shown.json").read_text())
        return {item["release"]: Shown(**item) for item in given["releases"]}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def write(raw: Path, shown: dict[str, Shown]) -> None:
    """Write it whole or not at all."""
    raw.mkdir(parents=True, exist_ok=True)
    making = raw / f".shown.{os.getpid()}.part"
    releases = [asdict(shown[name]) for name in sorted(shown)]
    making.write_text(json.dumps({"looked": now(), "releases": releases}, indent=1))
    os.replace(making, raw / "shown.json")


def lost(before: dict[str, Shown], listed: dict[str, set[str]]) -> list[Shown]:
    """The releases that listings showed before and, read again, show no more."""
    return [
        item
        for item in before.values()
        if item.dataset in listed
        and item.release not in listed[item.dataset]
        and item.state != "lost"
    ]
