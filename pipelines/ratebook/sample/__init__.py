"""The embedded sample: CMS's own layouts and site paths, about 200 codes, no descriptors.

`sample.toml` says what is in it; `tools/make_sample.py` makes `site/` of that from CMS's files,
laid out like the site.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from ratebook.home import Home

MADE_OF: dict[str, Any] = tomllib.loads((Path(__file__).parent / "sample.toml").read_text())
RELEASES: tuple[str, ...] = (*MADE_OF["releases"], *MADE_OF["earlier"])
ON: date = MADE_OF["on"]
NOTICE = "SAMPLE DATA: about 200 codes, embedded in Ratebook to try it. Not for payment."


def sample_home(given: Home) -> Home:
    """The sample's own home, below a home: sample and real data never meet."""
    site = Path(__file__).parent / "site"
    return Home(given.folder / ".sample", str(site), "sample")
