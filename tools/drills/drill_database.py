"""What do readers see when the database stops and starts again? `make drill-database` tries it under load.

A PostgreSQL server of its own in a temporary folder (its programs must be installed) is migrated and filled
with the sample. The site is served as in production, and eight readers ask for pages, the API, a private
itinerary and the log-in, over and over. The server is stopped at once, as in a crash, and started again.
While it is away every answer must be 503 with Retry-After, or a page that needs no data; once it answers
again nothing may fail. Then the same pages are read from SQLite while another process holds its write lock:
nobody may wait.
"""

import contextlib
import http.client
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "/programs/2021-tip-report-heroes/"
ADDRESSES = [
    "/",
    PROGRAM,
    f"{PROGRAM}calendar.ics",
    "/search/?q=survivors",
    "/api/v1/meetings",
    "/admin/login/",
]
#: Pages that are made without the database.
WITHOUT = {"/admin/login/", "/healthz"}
SECONDS = 4.0
#: Seconds that a reader may wait while another writes. Whoever waited for the lock would wait twenty.
PATIENCE = 5.0
ISSUE = (
    "from attendance.links import issue; from participants.models import Hero;"
    "print(issue(Hero.objects.filter(public_identity='named').first(), by=None)[1])"
)


def main() -> int:
    """Run the drill; 1 when a reader saw what no reader should, 2 when it cannot run."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = shutil.which("initdb") or (str(programs[-1]) if programs else "")
    if not initdb:
        print(
            "drill: PostgreSQL's initdb is missing. On Debian: sudo apt-get install postgresql",
            file=sys.stderr,
        )
        return 2
    with tempfile.TemporaryDirectory(prefix="ivlp-drill-") as folder:
        Path(folder).chmod(0o755)
        wrong = drill_postgresql(Path(initdb).parent, Path(folder)) + drill_sqlite(Path(folder))
    print(*wrong[:20], sep="\n")
    print("The drill failed." if wrong else "The drill passed.")
    return 1 if wrong else 0


# --- PostgreSQL ----------------------------------------------------------------------------------


def drill_postgresql(programs: Path, folder: Path) -> list[str]:
    """Stop and start the server under load; what readers should not have seen, in words."""
    port, data = free_port(), folder / "data"
    data.mkdir()
    # PostgreSQL refuses to run as root.
    user: dict[str, Any] = {}
    if os.geteuid() == 0:
        shutil.chown(data, "postgres")
        user = {"user": "postgres"}

    def server(*arguments: str) -> None:
        command = [str(programs / "pg_ctl"), "-D", str(data), "-l", str(data / "log"), "-w", *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **user)

    subprocess.run(
        [str(programs / "initdb"), "-D", str(data), "-U", "ivlp", "--auth=trust", "--no-sync"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
        **user,
    )
    server("-o", f"-p {port} -h 127.0.0.1 -k {data} -c fsync=off", "start")
    try:
        with site(f"postgres://ivlp@127.0.0.1:{port}/postgres", folder) as (served, token):
            readers = Readers(served, [*ADDRESSES, f"/my/{token}/"])
            readers.read("before", SECONDS)
            server("-m", "immediate", "stop")
            readers.read("while it is away", SECONDS)
            server("-o", f"-p {port} -h 127.0.0.1 -k {data} -c fsync=off", "start")
            readers.read("after", SECONDS)
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):  # it may be stopped already
            server("-m", "immediate", "stop")
    wrong = []
    for phase, answers in readers.answers.items():
        print(
            f"PostgreSQL, {phase}: "
            + ", ".join(f"{n:,} times {status}" for status, n in tally(answers).items())
        )
        for address, status, retry, _seconds in answers:
            away = phase.startswith("while")
            right = (status == 503 and retry) if away and address not in WITHOUT else status == 200
            if not right and not (away and address in WITHOUT and status == 503 and retry):
                wrong.append(f"PostgreSQL, {phase}: {address} answered {status}")
        if not answers:
            wrong.append(f"PostgreSQL, {phase}: nothing was answered")
    return wrong


# --- SQLite --------------------------------------------------------------------------------------


def drill_sqlite(folder: Path) -> list[str]:
    """Read while another process is in the middle of writing; what readers should not have seen, in words."""
    path = folder / "drill.sqlite3"
    with site(f"sqlite:///{path}", folder) as (served, token):
        readers = Readers(served, [*ADDRESSES, f"/my/{token}/"])
        writer = sqlite3.connect(path, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        readers.read("while another writes", SECONDS)
        writer.execute("ROLLBACK")
        writer.close()
    [(phase, answers)] = readers.answers.items()
    slowest = max((seconds for *_, seconds in answers), default=99.0)
    counts = ", ".join(f"{n:,} times {status}" for status, n in tally(answers).items())
    print(f"SQLite, {phase}: {counts}; the slowest took {slowest:.2f} s")
    wrong = [f"SQLite: {address} answered {status}" for address, status, *_ in answers if status != 200]
    return wrong + ([f"SQLite: a reader waited {slowest:.1f} s"] if slowest > PATIENCE else [])


# --- The site and its readers --------------------------------------------------------------------


@contextlib.contextmanager
def site(database: str, folder: Path) -> Any:
    """Serve the site with the sample; gives the port, and the token of a private itinerary."""
    port = free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "MEDIA_ROOT": str(folder / "media"),
        "LOG_LEVEL": "ERROR",
    }
    manage = [sys.executable, str(ROOT / "manage.py")]
    for step in (["migrate"], ["load_sample"]):
        subprocess.run(
            [*manage, *step, "--verbosity=0"], check=True, env=environment, stdout=subprocess.DEVNULL
        )
    issued = subprocess.run(
        [*manage, "shell", "-c", ISSUE], check=True, env=environment, capture_output=True, text=True
    )
    command = [sys.executable, str(ROOT / "tools" / "serve.py"), str(port)]
    log = (folder / "site.log").open("wb")
    process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        wait_for(port)
        yield port, issued.stdout.split()[-1]
    finally:
        process.terminate()
        process.wait()
        log.close()


class Readers:
    """Eight readers at once, each asking for one address after the other over a connection that is kept."""

    def __init__(self, port: int, addresses: list[str]) -> None:
        self.port, self.addresses = port, addresses
        self.answers: dict[str, list[tuple[str, int, bool, float]]] = {}

    def read(self, phase: str, seconds: float) -> None:
        """Ask for so many seconds; all answers are kept under the name of the phase."""
        answers = self.answers.setdefault(phase, [])
        end = time.monotonic() + seconds
        threads = [threading.Thread(target=self._read, args=(number, end, answers)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _read(self, number: int, end: float, answers: list[tuple[str, int, bool, float]]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while time.monotonic() < end:
            address = self.addresses[number % len(self.addresses)]
            # A page that was asked for with another zone is made anew.
            query = f"?tz=x{number}" if address == PROGRAM else ""
            number += 1
            begin = time.monotonic()
            try:
                connection.request("GET", address + query)
                response = connection.getresponse()
                response.read()
                status, retry = response.status, response.getheader("Retry-After") is not None
            except (OSError, http.client.HTTPException):
                connection.close()
                status, retry = 0, False
            answers.append((address, status, retry, time.monotonic() - begin))


def tally(answers: list[tuple[str, int, bool, float]]) -> Counter[int]:
    """How many answers there were by status; 0 is none at all."""
    return Counter(status for _address, status, *_ in answers)


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def wait_for(port: int) -> None:
    """Wait until the site answers; raises TimeoutError after a minute."""
    for _ in range(300):
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError("the site does not answer")


if __name__ == "__main__":
    sys.exit(main())
