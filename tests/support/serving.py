"""A real server of a home, in a process of its own, and a browser."""

import contextlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.support.debian import program

SHOTS = Path(__file__).parents[1] / ".screenshots"


@contextlib.contextmanager
def serving(home: Path, *options: str) -> Iterator[str]:
    """`ratebook serve` on a free port; gives the address that it prints."""
    words = ["serve", "--port", "0", "--home", str(home), *options]
    process = subprocess.Popen(
        [sys.executable, "-m", "ratebook", *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout
        said = process.stdout.readline()
        found = re.match(r"(http://[\d.]+:\d+)/", said)
        assert found, said
        yield found[1]
    finally:
        process.terminate()
        process.communicate(timeout=20)


def chromium() -> str:
    """Debian's chromium."""
    return program("chromium", lambda: shutil.which("chromium"))
