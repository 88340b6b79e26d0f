"""The AMA's CPT license, which CMS puts before some files: a person accepts it, once.

Nothing behind it is fetched before. Who accepts, when, and the address of the notice stand in
the manifest of raw/.
"""

import os

from ratebook.archive.raw import Raw

NOTICE = "https://www.cms.gov/license/ama"
SETTING = "RATEBOOK_ACCEPT_AMA_LICENSE"
AGREED = "agree=yes&next=Accept"  # what the form's button adds to the address of the file
TERMS = (
    f"CMS gives some files (OPPS, ASC) only to those who accept the AMA's license of CPT:\n{NOTICE}"
    "\nCPT is copyright American Medical Association; its use is limited to Medicare, Medicaid and "
    "other\nprograms that CMS administers. Read the notice before you accept it for yourself or "
    "for those you act for."
)


def accepted(raw: Raw) -> str:
    """When the license was accepted, '' if it was not.

    RATEBOOK_ACCEPT_AMA_LICENSE=yes accepts it, which is written down the first time.
    """
    for event in raw.events():
        if isinstance(event, dict) and "accepted" in event:
            return str(event["at"])
    if os.environ.get(SETTING, "").strip().lower() == "yes":
        return accept(raw, SETTING)
    return ""


def accept(raw: Raw, by: str) -> str:
    """Write down that the license is accepted; returns the time."""
    return raw.note({"accepted": "AMA license of CPT", "notice": NOTICE, "by": by})
