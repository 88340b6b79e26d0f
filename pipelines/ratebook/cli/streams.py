"""Standard output and error of the command: what cannot be written there is one line, no traceback.

A reader who has gone (`| head -1`) ends the command in silence, with the status of a program that
the signal of a closed pipe has ended: 141.
"""

import io
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from ratebook.errors import OutputError

CLOSED = 128 + signal.SIGPIPE
NAMES = {0: "standard input", 1: "standard output", 2: "standard error"}


class Stream(io.TextIOWrapper):
    """A stream whose failures are an OutputError, which no one takes for one of a file."""

    def write(self, text: str) -> int:
        """Write text."""
        with writing(self):
            return super().write(text)

    def flush(self) -> None:
        """Send on what is held back."""
        if not self.closed:
            with writing(self):
                super().flush()


@contextmanager
def writing(stream: IO[str]) -> Iterator[None]:
    """Writing to a standard stream, or to its bytes; raises OutputError where that fails."""
    try:
        yield
    except BrokenPipeError as error:
        raise OutputError("", CLOSED) from error
    except OSError as error:
        name = NAMES.get(stream.fileno(), "output")
        raise OutputError(f"{name} cannot be written: {error.strerror}.", 1) from error


def take_over() -> None:
    """Put a Stream in the place of standard output and error, and open what was closed."""
    for number in NAMES:  # else the next file that is opened would be standard output
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)
    sys.stdin = sys.stdin or open(0, closefd=False)  # noqa: SIM115, for as long as we run
    sys.stdout = _stream(sys.stdout, 1)
    sys.stderr = _stream(sys.stderr, 2)


def _stream(given: IO[str] | None, number: int) -> Stream:
    if not isinstance(given, io.TextIOWrapper):
        return Stream(open(number, "wb", closefd=False), encoding="utf-8")
    encoding, errors, lines = given.encoding, given.errors, given.line_buffering
    return Stream(given.detach(), encoding=encoding, errors=errors, line_buffering=lines)


def ended(status: int) -> int:
    """Send on what is held back; returns the exit status, another one where that fails."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OutputError as error:
            status = given_up(error)
    return status


def given_up(error: OutputError) -> int:
    """Say on standard error what could not be written, if possible; returns the exit status."""
    with suppress(OutputError):
        if str(error):
            print(f"ratebook: {error}", file=sys.stderr)
            sys.stderr.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)  # for what is still held back
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, Stream):
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
    return error.exit_status
