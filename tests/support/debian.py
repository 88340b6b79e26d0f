"""Programs of Debian's that a test needs for real: installed by root where they are not there."""

import os
import shutil
import subprocess
from collections.abc import Callable

import pytest

QUIET = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}


def program(package: str, find: Callable[[], str | None]) -> str:
    """What `find` gives, after an installation if need be. Not to be had: an error in CI, where
    nothing may go untested, and elsewhere a skip that is told."""
    found = find()
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        for command in ("update", f"install -y --no-install-recommends {package}"):
            words = ["apt-get", "-qq", *command.split()]
            subprocess.run(words, capture_output=True, env=QUIET, check=False)
        found = find()
    if found:
        return found
    said = f"{package} is not here and cannot be installed: apt-get install {package}"
    if os.environ.get("CI"):
        raise pytest.UsageError(said)
    pytest.skip(said)
