"""What CMS listed at the last look: `raw/shown.json`, by release.

With it `status` knows what CMS has posted without asking the site, and a listing that loses
a year is noticed. It can be deleted; the next refresh writes it again.
"""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from ratebook.archive.raw import now
from ratebook.atomic import whole

State = Literal["shown", "new", "nowhere", "license", "lost"]


@dataclass(frozen=True)
class Shown:
    """A release that CMS listed: since when, and its state."""

    release: str
    dataset: str
    since: str
    state: State = "shown"
    address: str = ""


def read(raw: Path) -> dict[str, Shown]:
    """What was shown, by release; nothing if no one has looked, or the file is damaged."""
    try:
        given = json.loads((raw / "shown.json").read_text())
        found = [Shown(**item) for item in given["releases"]]
        return {item.release: _respelled(item) for item in found}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def _respelled(item: Shown) -> Shown:
    """What a version before 0.2 wrote, as it is spelled now."""
    return replace(item, state="license") if item.state == "licence" else item  # type: ignore[comparison-overlap]


def looked(raw: Path) -> str:
    """When CMS's pages were last looked at, '' if they never were."""
    try:
        return str(json.loads((raw / "shown.json").read_text())["looked"])
    except (OSError, ValueError, KeyError):
        return ""


def write(raw: Path, shown: dict[str, Shown]) -> None:
    """Write it whole or not at all."""
    raw.mkdir(parents=True, exist_ok=True)
    releases = [asdict(shown[name]) for name in sorted(shown)]
    with whole(raw / "shown.json") as making:
        making.write_text(json.dumps({"looked": now(), "releases": releases}, indent=1))


def lost(before: dict[str, Shown], listed: dict[str, set[str]]) -> dict[str, list[str]]:
    """By data set, the releases that the listings showed before and no longer show."""
    found: dict[str, list[str]] = {}
    for item in before.values():
        names = listed.get(item.dataset)
        if names is not None and item.release not in names and item.state != "lost":
            found.setdefault(item.dataset, []).append(item.release)
    return found


def updated(
    before: dict[str, Shown], listed: dict[str, set[str]], looked: set[str],
    states: dict[str, tuple[State, str]],
) -> dict[str, Shown]:  # fmt: skip
    """What is shown after a look.

    `listed`: the releases of each listing that could be read; `looked`: those whose own page
    was read too, or asked for; `states`: of these, those that were not simply there.
    """
    after = dict(before)
    for dataset, names in lost(before, listed).items():
        after |= {name: replace(before[name], dataset=dataset, state="lost") for name in names}
    for dataset, shown_now in listed.items():
        for name in shown_now:
            known = before.get(name) or Shown(name, dataset, now()[:10])
            fresh = name in looked or known.state == "lost"
            after[name] = replace(known, state="shown", address="") if fresh else known
    for name, (state, address) in states.items():
        if name in after:
            after[name] = replace(after[name], state=state, address=address)
    return after
