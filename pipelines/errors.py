"""What Ratebook says when it cannot go on. Each message is for the person who reads it.

RatebookError
├── UsageError       the question was put wrongly (exit status 2)
├── OutputError      what is printed cannot be written (exit status 1, or 141 where nobody reads)
└── DataError        data, network or disk said no; nothing was lost (exit status 1)
    ├── AnswerError  a question has no answer: `kind` says why
    ├── FetchError   a file could not be had from CMS
    ├── DamagedError a file of raw/ is not the one that was accepted
    ├── LayoutError  a file is not laid out as any layout says
    └── RefusedError releases that cannot be published
        └── CheckError   a blocking check found rows
"""


class RatebookError(Exception):
    """Base of every error a reader is meant to see."""

    exit_status = 1


class UsageError(RatebookError):
    """The command was typed wrongly."""

    exit_status = 2


class OutputError(RatebookError):
    """What is printed cannot be written; without words where its reader has gone."""

    def __init__(self, message: str, exit_status: int) -> None:
        self.exit_status = exit_status
        super().__init__(message)


class DataError(RatebookError):
    """Data, network or disk said no; the published warehouse is as it was."""


class AnswerError(DataError):
    """A question has no answer in what is loaded; `kind` tells a program why.

    Kinds: unknown-code, unloaded-date, no-such-modifier, unknown-locality, national-only,
    several-localities, unknown-zip, split-zip, no-qp.
    """

    def __init__(self, kind: str, message: str) -> None:
        self.kind = kind
        super().__init__(message)


class FetchError(DataError):
    """A file could not be had from CMS."""


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
