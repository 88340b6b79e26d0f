"""What CMS publishes, and what its names mean."""

from ratebook.catalog.releases import (
    FILE,
    LETTERS,
    Release,
    assumed,
    current,
    datasets,
    facts,
    final_rules,
    known,
    listed,
    own_addresses,
    release,
    schedules,
    searched,
    settings,
)

__all__ = [
    "FILE",
    "LETTERS",
    "Release",
    "assumed",
    "current",
    "datasets",
    "facts",
    "final_rules",
    "known",
    "listed",
    "own_addresses",
    "release",
    "schedules",
    "searched",
    "settings",
]
