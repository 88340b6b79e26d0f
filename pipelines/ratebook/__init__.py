"""Ratebook: Medicare's published payment files as rates that people can query."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ratebook.session import Ratebook

__version__ = "0.2.0"
__all__ = ["__version__", "open"]


def open(home: str | None = None, cms: str | None = None, db: str | None = None) -> "Ratebook":
    """A home to ask and refresh: `ratebook.open(".").show("20560")`.

    `home`: the folder with raw/ and warehouse/ (RATEBOOK_HOME, else the current one); `cms`:
    where CMS is (RATEBOOK_CMS, else https://www.cms.gov); `db`: another warehouse file.
    """
    from ratebook.home import home as home_of
    from ratebook.session import Ratebook

    return Ratebook(home_of(home, cms, db))
