"""What Ratebook says when it cannot go on. Each message is for the person who reads it.

RatebookError
├── UsageError       invalid request (exit status 2)
├── OutputError      what is printed cannot be written (exit status 1, or 141 where no one reads)
└── DataError        data, network or disk failed; nothing was lost (exit status 1)
    ├── AnswerError  a question has no answer: `kind` says why
    ├── FetchError   a file could not be downloaded from CMS
    ├── DamagedError a file of raw/ is not the one that was accepted
    ├── LayoutError  a file is not laid out as any layout says
    └── RefusedError releases that cannot be published
        └── CheckError   a blocking check found rows
"""

import re

# Escapes that a terminal obeys, and marks that turn the direction of what is read; not the end
# of a line and not a tab.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    """Text that may come from a file or a site, as it may be printed: `\\x1b[31m` is shown, and
    turns nothing red."""
    return CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


class RatebookError(Exception):
    """Base of every error a reader is meant to see."""

    exit_status = 1

    def __init__(self, message: str = "") -> None:
        super().__init__(harmless(message))


class UsageError(RatebookError):
    """The command line is invalid."""

    exit_status = 2


class OutputError(RatebookError):
    """What is printed cannot be written; without words where its reader has gone."""

    def __init__(self, message: str, exit_status: int) -> None:
        self.exit_status = exit_status
        super().__init__(message)


class DataError(RatebookError):
    """Data, network or disk refused; the published warehouse is unchanged."""


class AnswerError(DataError):
    """A question has no answer in what is loaded; `kind` tells a program why.

    Kinds: unknown-code, unloaded-date, no-such-modifier, unknown-locality, national-only,
    several-localities, unknown-zip, split-zip, no-qp. `choices` are what could be asked instead:
    the localities of a ZIP, the modifiers of a code. `hint` is what to do at the command line,
    and no page says it.
    """

    def __init__(
        self, kind: str, message: str, choices: tuple[str, ...] = (), hint: str = ""
    ) -> None:
        self.kind, self.message, self.choices = kind, message, choices
        super().__init__(f"{message} {hint}".strip())


class FetchError(DataError):
    """A file could not be downloaded from CMS."""


class DamagedError(DataError):
    """A file of raw/ is gone, or not the one that was accepted."""


class LayoutError(DataError):
    """A file does not look the way its layout says."""


class RefusedError(DataError):
    """Releases that nothing can be published with: `faults` says why, by release."""

    def __init__(self, faults: dict[str, str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults.values()))


class CheckError(RefusedError):
    """A blocking check found rows."""
