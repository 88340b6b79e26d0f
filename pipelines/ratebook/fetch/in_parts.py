"""A release that CMS posts in several files, as one zip of them; any other as it is."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from ratebook.archive.raw import Raw
from ratebook.errors import FetchError
from ratebook.fetch import download as single
from ratebook.fetch import zips
from ratebook.fetch.download import Download, Fetched, entry_of, part_name
from ratebook.fetch.http import Answer, NotThere, Progress
from ratebook.fetch.site import CmsSource

ALL_PARTS = "A quarter without all its parts is not loaded: pairs would be missed in silence."


def fetch(
    download: Download, cms: CmsSource, raw: Raw, origin: str = "cms", agreed: bool = False,
    progress: Progress | None = None,
) -> Fetched:  # fmt: skip
    """Fetch a file, or all files of a release that is posted in parts, into a part file of raw/.

    Raises NotThere if no address has it, LicenseRequired if a person must accept it first,
    FetchError that says what an address answered, or which of the parts is missing.
    """
    one = partial(single.fetch, cms=cms, raw=raw, origin=origin, agreed=agreed, progress=progress)
    return one(download) if download.parts == 1 else _together(download, one, raw, origin)


def newest(addresses: Sequence[str], parts: int) -> tuple[str, ...]:
    """The parts of the last revision that has them all, where a page shows a repost (r1) beside the
    first post (r0); else every address."""
    posts: dict[str, list[str]] = {}
    for address in addresses:
        posts.setdefault(re.sub(r"-f\d(?=\.zip)", "", address.lower()), []).append(address)
    whole = [name for name, found in posts.items() if len(found) == parts]
    return tuple(posts[max(whole)]) if whole else tuple(addresses)


def _together(
    download: Download, one: Callable[[Download], Fetched], raw: Raw, origin: str
) -> Fetched:
    """Every part, as the members of one zip: the same bytes whenever the parts are the same."""
    download = replace(download, addresses=newest(download.addresses, download.parts))
    if len(download.addresses) != download.parts:
        raise FetchError(
            f"{download.name}: CMS shows {len(download.addresses)} of its {download.parts} parts "
            f"({', '.join(download.addresses)}). {ALL_PARTS}"
        )
    files: dict[str, Path] = {}
    try:
        for address in download.addresses:
            part = one(replace(download, addresses=(address,))).part
            assert part  # no part is in raw/ by itself
            files[Path(urlsplit(address).path).name] = part
        whole = raw.part(part_name(download))
        zips.pack(files, whole)
    except NotThere as error:
        if not files:
            raise
        raise FetchError(f"{error} It is one of {download.parts} parts. {ALL_PARTS}") from error
    finally:
        for part in files.values():
            part.unlink(missing_ok=True)
    first = download.addresses[0]
    entry = entry_of(download, first, Answer(first), whole, origin)
    if reason := raw.why_refused(download.name, entry.sha256):
        whole.unlink()
        raise FetchError(f"CMS still posts the files that were set aside. {reason}")
    return Fetched(download, whole, replace(entry, path=f"{download.name.lower()}.zip"))
