"""What a page of CMS's says: the rows of a listing, the Downloads of a release, or another thing.

Pure: text in, values out. Where the parts are on a page is in `catalog.toml`.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ratebook import catalog

LICENSE_PAGE = re.compile(r"/(?:license/ama|apps/ama/license\.asp)/?$", re.IGNORECASE)
LICENSE_WORDS = re.compile(r"license/ama|apps/ama|license agreement|agree=yes", re.IGNORECASE)
START = re.compile(rb"\s*(\xef\xbb\xbf)?\s*<(!doctype|!--|html|head|meta|\?xml)", re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    """A link on a page: what it is called, where it leads, and the other words of its row."""

    text: str
    address: str
    words: str = ""

    @property
    def slug(self) -> str:
        """The last part of the address."""
        return urlsplit(self.address).path.rstrip("/").rsplit("/", 1)[-1]


@dataclass(frozen=True)
class File:
    """A file that a page offers: its address, and the license page before it ('' for none)."""

    text: str
    address: str
    license: str = ""


class Page:
    """A page of CMS's, by the address it was asked at."""

    def __init__(self, text: str, address: str) -> None:
        self.text, self.address = text, address
        self.tree = LexborHTMLParser(text)

    @property
    def title(self) -> str:
        """The page's title in one line, '' if it has none."""
        found = self.tree.css_first("title")
        return _words(found) if found else ""

    def rows(self) -> list[Link]:
        """The rows of a listing, each by the first link in it."""
        found = []
        for row in self.tree.css(catalog.facts()["rows"]):
            link = row.css_first("td a[href]")
            if link:
                found.append(self._link(link, _words(row)))
        return found

    def files(self) -> list[File] | None:
        """The zips of the Downloads list; None if the page has no such list."""
        lists = self.tree.css(catalog.facts()["downloads"]) or self._below_heading()
        if not lists:
            return None
        links = [self._link(a, "") for found in lists for a in found.css("a[href]")]
        files = [_file(link) for link in links]
        return [file for file in files if re.search(r"\.zip$", urlsplit(file.address).path, re.I)]

    def _below_heading(self) -> list[LexborNode]:
        """A list under the heading Downloads, should its class be another one day."""
        found = []
        for heading in self.tree.css("main h2, main h3"):
            if _words(heading).lower() == "downloads" and heading.parent is not None:
                found += heading.parent.css("ul")
        return found

    def next_page(self) -> str | None:
        """The address of a listing's next page, None on the last."""
        found = self.tree.css_first(catalog.facts()["next_page"])
        return self._link(found, "").address if found else None

    def sends_on(self) -> str | None:
        """Where a meta refresh leads, None if the page has none."""
        for tag in self.tree.css("meta[http-equiv]"):
            if (tag.attributes.get("http-equiv") or "").lower() == "refresh":
                content = tag.attributes.get("content") or ""
                target = re.search(r"url\s*=\s*['\"]?([^'\">]+)", content, re.IGNORECASE)
                return joined(self.address, target[1].strip()) if target else None
        return None

    def is_license_form(self) -> bool:
        """Whether it is the AMA's license, which a person must accept before a file is given."""
        return bool(LICENSE_WORDS.search(self.text))

    def _link(self, link: LexborNode, words: str) -> Link:
        href = (link.attributes.get("href") or "").strip()
        return Link(_words(link), joined(self.address, href), words)


def _file(link: Link) -> File:
    """The file a link leads to, directly or through the license page."""
    parts = urlsplit(link.address)
    if LICENSE_PAGE.search(parts.path):
        behind = parse_qs(parts.query).get("file", [""])[0]
        return File(link.text, joined(link.address, behind), link.address)
    return File(link.text, link.address)


def joined(base: str, href: str) -> str:
    """A link as an address; '' if it is none (http://[see below]/)."""
    try:
        address = urljoin(base, href)
        urlsplit(address)
    except ValueError:
        return ""
    return address


def _words(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())


def looks_like_page(start: bytes) -> bool:
    """Whether bytes are the beginning of a page and not of a file."""
    return bool(START.match(start))
