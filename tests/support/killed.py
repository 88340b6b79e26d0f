"""`python -m tests.support.killed N WORDS...`: run ratebook and die at the Nth touch of the disk or
of the database; with N = 0 print how many there were.

Touches are counted and not timed, so that the moments lie where things happen: a page or a piece
of a download written, a line of the manifest, a folder of parquet, a statement, the last rename.
"""

import os
import signal
import sys
import threading
from types import FrameType
from typing import Any

TOUCHES = {"write", "replace", "rename", "fsync", "link", "unlink", "truncate", "mkdir", "execute",
           "executemany", "write_parquet", "copyfile", "flush", "sql"}  # fmt: skip


class Killer:
    """Counts touches in every thread, and kills the process at one of them."""

    def __init__(self, at: int) -> None:
        self.at, self.count, self.lock = at, 0, threading.Lock()

    def __call__(self, frame: FrameType, event: str, arg: Any) -> None:
        if event == "c_call" and arg.__name__ in TOUCHES:
            with self.lock:
                self.count += 1
                if self.count == self.at:
                    os.kill(os.getpid(), signal.SIGKILL)


def main() -> int:
    killer = Killer(int(sys.argv[1]))
    from ratebook.cli.main import main as ratebook

    threading.setprofile(killer)
    sys.setprofile(killer)
    status = ratebook(sys.argv[2:])
    sys.setprofile(None)
    if not killer.at:
        print(f"touches {killer.count}")
    return status


if __name__ == "__main__":
    sys.exit(main())
