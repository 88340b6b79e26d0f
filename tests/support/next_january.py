"""January 2027 before CMS posts it: files of 2026 under the names and dates of 2027.

The figures are 2026's; only names, years and months are changed, so that what is tried is what
the calendar asks of Ratebook, and no amount of 2027.
"""

import re
import zipfile
from pathlib import Path

from ratebook import catalog
from tests.support import cms
from tests.support.site import show

MADE_OF = {"RVU27A": "RVU26C", "OPPS-2027-01": "OPPS-2026-07", "ASC-2027-01": "ASC-2026-01"}
NAMES = (("2026", "2027"), ("_Jul_", "_Jan_"), ("July", "January"))
WORDS = ((r"\b2026\b", "2027"), (r"\bJuly\b", "January"), (r"\bJULY\b", "JANUARY"))


def next_january(folder: Path, *others: str, like: Path = cms.SAMPLE) -> Path:
    """A folder like the site with the three releases of January 2027, and `others` unchanged."""
    cms.add(folder, *others, like=like)
    for name, before in MADE_OF.items():
        target = folder / catalog.release(name).addresses[0].lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(cms.zip_of(before, like)) as old, zipfile.ZipFile(target, "w") as new:
            for member in old.namelist():
                new.writestr(_name(member), _words(old.read(member)))
    own = [(name, f"/{cms.zip_of(name, folder).relative_to(folder)}") for name in others]
    show(folder, *own, *MADE_OF)
    return folder


def _name(member: str) -> str:
    for old, new in NAMES:
        member = member.replace(old, new)
    return member


def _words(data: bytes) -> bytes:
    """Titles and headers of 2027; codes (2026F, A2026) stay what they are."""
    text = data.decode("latin-1")
    for old, new in WORDS:
        text = re.sub(old, new, text)
    return text.encode("latin-1")
