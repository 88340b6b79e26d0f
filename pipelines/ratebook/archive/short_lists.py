"""Short lists that a person takes as they are.

`--accept-fewer` notes the hash of a file in the manifest: that very file may list fewer codes
than CMS's lists have, in this run and in every later one. The next posting may not.
"""

from collections.abc import Iterable

from ratebook.archive.raw import Raw


def accept(raw: Raw, releases: Iterable[str]) -> None:
    """Record that the files of some releases may be short: those in effect, and those set aside."""
    for name in releases:
        latest = raw.latest().get(name)
        aside = {e["sha256"] for e in raw.events() if isinstance(e, dict) and _refuses(e, name)}
        for sha256 in sorted(aside | ({latest.sha256} if latest else set())):
            accept_file(raw, name, sha256)


def accept_file(raw: Raw, release: str, sha256: str) -> None:
    """Note that one file of a release may be short, where that is not noted."""
    if (release, sha256) not in accepted(raw):
        raw.note({"accepts_fewer": release, "sha256": sha256})


def accepted(raw: Raw) -> set[tuple[str, str]]:
    """The release and hash of every file that a person has accepted as it is."""
    return {
        (event["accepts_fewer"], event["sha256"])
        for event in raw.events()
        if isinstance(event, dict) and "accepts_fewer" in event
    }


def _refuses(event: dict[str, str], release: str) -> bool:
    return event.get("refused") == release
