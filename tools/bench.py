"""How fast is the program page? `make bench` serves the site as in production and measures it with wrk.

The figure that counts is the ratio to an empty view in the same server and the same run: requests per second
alone say more about the machine. The cases take turns in several rounds, so that a machine that gets slower
or faster meanwhile favours none; medians are shown.

Cases: the empty view (all middleware, no page cache, no database); an empty page in front of all middleware,
which is the least that gunicorn and Django can do; the program page from the page cache; the same with the
reader's own copy confirmed (304); and with an address never asked before, so that it is made anew each time,
as for the first reader after a change.

Needs only the standard library here, wrk on the PATH, and the project's own environment. Databases: SQLite in
a temporary folder, and PostgreSQL at BENCH_DATABASE_URL (default: 127.0.0.1:5432, user postgres, when it
answers) in a database of its own that is dropped afterwards.
"""

import argparse
import contextlib
import os
import re
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = "/programs/2021-tip-report-heroes/"
EMPTY = "/healthz/empty"
BARE = "/healthz/bare"
TARGET = 0.60
LOCAL_POSTGRESQL = "postgres://postgres@127.0.0.1:5432/postgres"
# As a browser behind the proxy that ends HTTPS in production.
READER = {"X-Forwarded-Proto": "https", "Accept-Encoding": "gzip, deflate, br, zstd", "Accept-Language": "en"}


class Trouble(Exception):
    """Something that the person at the keyboard can put right; the message says how."""


def main() -> int:
    """Run the bench; 1 when the target is missed, 2 when it cannot run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="rounds of all cases (default 5)")
    parser.add_argument("--seconds", type=int, default=2, help="seconds for each case in a round (default 2)")
    parser.add_argument("--path", default=PAGE, help=f"the page to measure (default {PAGE})")
    options = parser.parse_args()
    try:
        if not shutil.which("wrk"):
            raise Trouble("wrk is missing. On Debian and Ubuntu: sudo apt-get install wrk")
        ratios = [bench(name, url, options) for name, url in databases()]
    except Trouble as trouble:
        print(f"bench: {trouble}", file=sys.stderr)
        return 2
    return 0 if min(ratios) >= TARGET else 1


def databases() -> Iterator[tuple[str, str]]:
    """Name and DATABASE_URL of each database to measure, made before and removed after."""
    with tempfile.TemporaryDirectory(prefix="ivlp-bench-") as folder:
        yield "SQLite", f"sqlite:///{folder}/bench.sqlite3"
    server = os.environ.get("BENCH_DATABASE_URL", "")
    if not server and not answers("127.0.0.1", 5432):
        print("PostgreSQL: skipped, no server at 127.0.0.1:5432 (BENCH_DATABASE_URL names another)\n")
        return
    server = server or LOCAL_POSTGRESQL
    name = f"ivlp_bench_{secrets.token_hex(4)}"
    sql(server, f"CREATE DATABASE {name}")
    try:
        yield "PostgreSQL", urllib.parse.urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        sql(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def sql(server: str, statement: str) -> None:
    """One statement at a PostgreSQL server, outside any transaction."""
    import psycopg2  # noqa: PLC0415 - without PostgreSQL only the standard library is needed

    try:
        connection = psycopg2.connect(server)
    except psycopg2.OperationalError as error:
        raise Trouble(f"PostgreSQL does not let us in: {error}Set BENCH_DATABASE_URL.") from error
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute(statement)


def bench(name: str, database_url: str, options: argparse.Namespace) -> float:
    """Measure one database and print the table; returns the cached page's ratio to the empty view."""
    with tempfile.TemporaryDirectory(prefix="ivlp-bench-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tools.bench_settings",
            "PYTHONPATH": str(ROOT),
            "ENVIRONMENT": "production",
            "DEBUG": "False",
            "SECRET_KEY": secrets.token_urlsafe(64),
            "ALLOWED_HOSTS": "127.0.0.1",
            "BEHIND_PROXY": "True",
            "DATABASE_URL": database_url,
            "STATIC_ROOT": f"{folder}/static",
            "LOG_LEVEL": "WARNING",
        }
        for command in ("migrate", "load_sample"):
            manage(command, environment)
        with serving(port, environment, Path(folder) / "server.log"):
            return report(name, f"http://127.0.0.1:{port}", Path(folder), options)


def manage(command: str, environment: dict[str, str]) -> None:
    """A management command, quiet unless it fails."""
    result = subprocess.run(
        [sys.executable, "manage.py", command, "-v0"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise Trouble(f"'manage.py {command}' failed:\n{(result.stderr or result.stdout)[-2000:]}")


@contextlib.contextmanager
def serving(port: int, environment: dict[str, str], log: Path) -> Iterator[None]:
    """Serve as `make serve` does while the block runs; what the server says goes to `log`.

    Raises Trouble when it does not answer within two minutes.
    """
    server = [sys.executable, "tools/serve.py", str(port)]
    with log.open("w") as output:
        process = subprocess.Popen(server, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        deadline = time.monotonic() + 120  # it collects the static files first
        while not answers("127.0.0.1", port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise Trouble(f"the server does not start:\n{log.read_text()[-2000:]}")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def answers(host: str, port: int) -> bool:
    """Whether something takes TCP connections at the port, within a second."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def report(name: str, site: str, folder: Path, options: argparse.Namespace) -> float:
    """Measure all cases in turns, print them, return the cached page's ratio."""
    page = site + options.path
    etag = fetch(page)[1]["ETag"]
    sizes = {encoding: len(fetch(page, encoding)[0]) for encoding in ("identity", "gzip", "br")}
    script = folder / "unseen.lua"
    cases = {
        "empty view": [site + EMPTY],
        "empty, no middleware": [site + BARE],
        "program page, cached": [page],
        "program page, 304": ["-H", f"If-None-Match: {etag}", page],
        "program page, made anew": ["-s", str(script), page],
    }
    seconds = len(cases) * (1 + options.rounds * options.seconds)
    print(f"{name}: {options.path} (measuring for {seconds} seconds)", flush=True)
    figures: dict[str, list[float]] = {case: [] for case in cases}
    for case, arguments in cases.items():  # both workers meet every page before it counts
        script.write_text(unseen(options.path))
        wrk(1, arguments, case)
    for _ in range(options.rounds):
        for case, arguments in cases.items():
            script.write_text(unseen(options.path))
            figures[case].append(wrk(options.seconds, arguments, case))

    print(f"  body: {sizes['identity']:,} bytes, gzip {sizes['gzip']:,}, Brotli {sizes['br']:,} (sent)")
    ratios = {}
    for case, values in figures.items():
        pairs = zip(values, figures["empty view"], strict=True)
        ratios[case] = statistics.median(value / empty for value, empty in pairs)
        print(
            f"  {case:24}{statistics.median(values):10,.0f} requests/s {ratios[case]:8.2f} of the empty view"
        )
    cached = ratios["program page, cached"]
    print(f"  target: cached at least {TARGET:.2f}: {'met' if cached >= TARGET else 'MISSED'}\n", flush=True)
    return cached


def fetch(url: str, encoding: str = READER["Accept-Encoding"]) -> tuple[bytes, dict[str, str]]:
    """Body and headers of a page, as a browser gets it."""
    request = urllib.request.Request(url, headers={**READER, "Accept-Encoding": encoding})  # noqa: S310
    try:
        with urllib.request.urlopen(request) as response:  # noqa: S310
            return response.read(), dict(response.headers)
    except urllib.error.HTTPError as error:
        raise Trouble(f"{url} answers {error.code}; is the sample loaded?") from error


def unseen(path: str) -> str:
    """A script for wrk that asks for an address nobody asked for before, every time."""
    return f"""
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", "{path}?unseen={secrets.token_hex(4)}-" .. n)
end
"""


def wrk(seconds: int, arguments: list[str], case: str) -> float:
    """Requests per second over `seconds`, with eight readers that keep their connections."""
    headers = [part for name, value in READER.items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", "-c8", "--timeout=30s", f"-d{seconds}s", *headers, *arguments]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if wrong := re.search(r"(Non-2xx or 3xx responses|Socket errors).*", output):
        raise Trouble(f"{case}: {wrong[0]}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", output)
    if not rate:
        raise Trouble(f"wrk said something unexpected:\n{output}")
    return float(rate[1])


if __name__ == "__main__":
    sys.exit(main())
