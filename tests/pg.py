"""A real PostgreSQL of Debian's, on loopback, with its own user and a folder that goes away."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PASSWORD = "s3cret-Pa55"


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        command = ["apt-get", "install", "-y", "-qq", "postgresql"]
        subprocess.run(
            command, capture_output=True, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        )
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The address of a server that runs below a folder. No server: an error in CI, else a skip."""
    programs = _programs()
    if programs is None:
        said = "PostgreSQL IS NOT TESTED: it is not here and apt-get cannot install it"
        if os.environ.get("CI"):
            raise pytest.UsageError(said)
        pytest.skip(said)
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    folder.mkdir(parents=True)
    shutil.chown(folder, user)
    for parent in folder.parents:
        if parent.stat().st_uid == os.geteuid() and str(parent).startswith("/tmp/"):
            parent.chmod(parent.stat().st_mode | 0o011)
    (folder / "pw").write_text(PASSWORD)
    shutil.chown(folder / "pw", user)

    def run(*words: str) -> None:
        as_user = ["runuser", "-u", user, "--"] if os.geteuid() == 0 else []
        done = subprocess.run([*as_user, *words], capture_output=True, text=True, cwd="/")
        assert done.returncode == 0, done.stderr

    data = str(folder / "data")
    run(str(programs / "initdb"), "-D", data, "-U", "ratebook", "--pwfile", str(folder / "pw"),
        "-A", "scram-sha-256", "-E", "UTF8", "--no-sync")  # fmt: skip
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off"
    run(
        str(programs / "pg_ctl"),
        "-D",
        data,
        "-w",
        "-o",
        settings,
        "-l",
        str(folder / "log"),
        "start",
    )
    try:
        yield f"postgresql://ratebook:{PASSWORD}@127.0.0.1:{port}/postgres"
    finally:
        run(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
