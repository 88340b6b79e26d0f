"""A real PostgreSQL of Debian's, on loopback, with its own user and a folder that goes away."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.debian import program

PASSWORD = "s3cret-Pa55"


def _initdb() -> str | None:
    return max(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")), default=None)


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The address of a server that runs below a folder."""
    programs = Path(program("postgresql", _initdb)).parent
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
    started = [str(programs / "pg_ctl"), "-D", data, "-w", "-o", settings]
    run(*started, "-l", str(folder / "log"), "start")
    try:
        yield f"postgresql://ratebook:{PASSWORD}@127.0.0.1:{port}/postgres"
    finally:
        run(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
