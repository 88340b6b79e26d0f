"""Reprice a file of claims in parts, a Prefect task each: python shards.py CLAIMS FOLDER PARTS"""

import subprocess
import sys
from pathlib import Path

from prefect import flow, task, unmapped
from prefect.task_runners import ThreadPoolTaskRunner


@task(task_run_name="part-{part}-of-{parts}", retries=2)
def reprice(part: int, parts: int, claims: str, folder: str) -> str:
    """One part; one that is there already is not priced again."""
    to = Path(folder, f"{part}.parquet")
    if not to.exists():
        shard = ["--shard", f"{part}/{parts}"]
        subprocess.run(["ratebook", "reprice", claims, "--to", str(to), *shard], check=True)
    return str(to)


@flow(task_runner=ThreadPoolTaskRunner(max_workers=2))
def reprice_in_parts(claims: str, folder: str, parts: int) -> list[str]:
    """The files of all parts."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    each = range(1, parts + 1)
    files: list[str] = reprice.map(
        each, parts=unmapped(parts), claims=unmapped(claims), folder=unmapped(folder)
    ).result()
    return files


if __name__ == "__main__":
    reprice_in_parts(sys.argv[1], sys.argv[2], int(sys.argv[3]))
