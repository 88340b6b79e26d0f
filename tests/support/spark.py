"""A real Spark: an environment of its own with pyspark, and a cluster of processes on loopback."""

import os
import shutil
import signal
import socket
import subprocess
import sysconfig
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.debian import program

ROOT = Path(__file__).parents[2]
# Environments that have them already.
GIVEN = {
    "pyspark==4.3.0": os.environ.get("RATEBOOK_TEST_SPARK", ""),
    "pyspark-client==4.2.0": os.environ.get("RATEBOOK_TEST_SPARK_CLIENT", ""),
}
SERVER, CLIENT = GIVEN
MEMORY = "1g"  # of each worker and its executor
WAIT = 90  # seconds, until all workers are there


def environment(folder: Path, package: str = SERVER) -> Path:
    """The Python of an environment with a package, and with all that this one has; a skip that is
    told, and in CI an error, where it or Java cannot be had."""
    program("openjdk-17-jre-headless", lambda: shutil.which("java"))
    if GIVEN[package]:
        return Path(GIVEN[package]) / "bin" / "python"
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    install = ["-m", "pip", "install", "-q", "--disable-pip-version-check", package]
    done = subprocess.run([python, *install], capture_output=True, text=True)
    if done.returncode:
        said = f"{package} cannot be installed: {done.stderr[-300:]}"
        raise pytest.UsageError(said) if os.environ.get("CI") else pytest.skip.Exception(said)
    (own,) = (folder / "lib").glob("python*/site-packages")
    paths = (sysconfig.get_path("purelib"), str(ROOT / "pipelines"))
    (own / "beside.pth").write_text("".join(f"{path}\n" for path in paths))
    return python


@dataclass
class Cluster:
    """A master and its workers: the address, and the processes."""

    python: Path
    folder: Path
    address: str = ""
    memory: str = "256m"  # of a master or a worker itself
    master: subprocess.Popen | None = None
    workers: list[subprocess.Popen] = field(default_factory=list)

    def executors_of(self, memory: str) -> None:
        """Give executors so much memory from now on, and let Java compile all that they run, as an
        operator of a cluster does by docs/how-to/scale.md."""
        (self.folder / "conf/spark-defaults.conf").write_text(
            f"spark.executor.memory {memory}\n"
            "spark.executor.extraJavaOptions -XX:-DontCompileHugeMethods\n"
        )

    def ratebook(self, *words: object) -> subprocess.Popen:
        """`ratebook` with words, in the environment with pyspark."""
        command = [self.python, "-m", "ratebook", *map(str, words)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(command, env=self.settings, **pipes)

    @property
    def settings(self) -> dict[str, str]:
        """The environment of each process of it."""
        return os.environ | {
            "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": str(self.python),
            "SPARK_DAEMON_MEMORY": self.memory, "SPARK_NO_DAEMONIZE": "1",
            "SPARK_CONF_DIR": str(self.folder / "conf"),
        }  # fmt: skip

    def start(self, name: str, *words: str) -> subprocess.Popen:
        """A process of Spark's, whose words go to a file."""
        where = "import pyspark, pathlib; print(pathlib.Path(pyspark.__file__).parent)"
        home = subprocess.run([self.python, "-c", where], capture_output=True, text=True)
        started = Path(home.stdout.strip()) / "bin" / "spark-class"
        with (self.folder / f"{name}.log").open("w") as log:
            return subprocess.Popen([started, *words], stdout=log, stderr=log, env=self.settings)


@contextmanager
def cluster(python: Path, folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """A standalone cluster of one master and some workers, each with a processor and MEMORY."""
    (folder / "conf").mkdir(parents=True)
    made = Cluster(python, folder)
    made.executors_of("1g")
    port = str(_free_port())
    made.address = f"spark://127.0.0.1:{port}"
    deploy = "org.apache.spark.deploy"
    try:
        made.master = made.start(
            "master", f"{deploy}.master.Master", "--host", "127.0.0.1", "--port", port,
            "--webui-port", "0",
        )  # fmt: skip
        for number in range(workers):
            made.workers.append(made.start(
                f"worker-{number}", f"{deploy}.worker.Worker", made.address, "--cores", "1",
                "--memory", MEMORY, "--host", "127.0.0.1", "--webui-port", "0",
                "--work-dir", str(folder / f"work-{number}"),
            ))  # fmt: skip
        _told(folder / "master.log", "Registering worker", workers)
        yield made
    finally:
        for process in [*made.workers, made.master]:
            if process:
                kill(process)


@contextmanager
def connect(python: Path, client: Path, folder: Path) -> Iterator[Cluster]:
    """A server of Spark Connect in one process, for the environment of a client."""
    (folder / "conf").mkdir(parents=True)
    port = str(_free_port())
    settings = {
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": port, "spark.ui.enabled": "false",
        "spark.sql.warehouse.dir": folder / "warehouse", "spark.sql.shuffle.partitions": 1,
        "spark.sql.codegen.wholeStage": "false", "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.sql.adaptive.enabled": "false",
    }  # fmt: skip
    server = Cluster(python, folder, memory=MEMORY).start(
        "connect", "org.apache.spark.deploy.SparkSubmit", "--class",
        "org.apache.spark.sql.connect.service.SparkConnectServer", "--master", "local[2]",
        *(word for name, value in settings.items() for word in ("--conf", f"{name}={value}")),
        "spark-internal",
    )  # fmt: skip
    try:
        _told(folder / "connect.log", "Spark Connect server started", 1)
        yield Cluster(client, folder, f"sc://127.0.0.1:{port}")
    finally:
        kill(server)


def kill(process: subprocess.Popen) -> None:
    """End a process and its children, as a machine that loses its power does."""
    pids = [process.pid, *children(process.pid)]
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()


def children(pid: int) -> list[int]:
    """The processes that a process has started, and theirs."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(path.read_text().rpartition(")")[2].split()[1]) == pid:
                child = int(path.parent.name)
                found += [child, *children(child)]
    return found


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _told(log: Path, words: str, times: int) -> None:
    deadline = time.monotonic() + WAIT
    while log.read_text().count(words) < times:
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.2)
