"""The embedded sample: CMS's own layouts and site paths, about 200 codes, no descriptors.

`site/` is made by `tools/make_sample.py` from CMS's files and is laid out like the site.
"""

from datetime import date

RELEASES = (
    "RVU25D", "RVU26C", "OPPS-2025-01", "OPPS-2026-07", "ASC-2025-10", "ASC-2026-01",
    "ZIP5-2025-10",
)  # fmt: skip
ON = date(2026, 7, 1)
