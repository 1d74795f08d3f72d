"""Does any request make the site fail or wait? `make fuzz` asks 20,000 hostile ones (ARGS="--seed 2").

They are handed to the site as a server would, over an archive of 5,000 meetings in a database of its own
beside the one that DATABASE_URL names. The same seed asks the same. What is wrong is printed with its
request; then the answers by status, the slowest, and the memory that each process took on.
"""

import argparse
import multiprocessing
import os
import resource
import sys
import tempfile
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ivlp.settings")
os.environ.setdefault("DEBUG", "False")
os.environ.setdefault("ENVIRONMENT", "development")
django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402 - the settings come first
from django.db import connection, connections  # noqa: E402

from tests.fuzz.answers import LIMIT, faults, quietly, tell  # noqa: E402
from tests.fuzz.archive import fill_archive  # noqa: E402
from tests.fuzz.asks import asks, known_addresses  # noqa: E402


class Report(NamedTuple):
    """What one process saw. Times in seconds, memory in MB."""

    wrong: list[str]
    statuses: Counter[int]
    slowest: list[tuple[float, str]]
    grown: int


def main() -> int:
    """Run it; 1 when something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--meetings", type=int, default=5_000, help="size of the archive")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()

    with tempfile.TemporaryDirectory(prefix="ivlp-fuzz-") as folder:
        test = connection.settings_dict["TEST"]
        test["NAME"] = f"{folder}/fuzz.sqlite3" if connection.vendor == "sqlite" else "ivlp_fuzz"
        before = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            reports = ask_all(options)
        finally:
            connections.close_all()
            connection.creation.destroy_test_db(before, verbosity=0)
    return tell_all(reports)


def ask_all(options: argparse.Namespace) -> list[Report]:
    """Make the archive and ask everything, in several processes at once."""
    print(f"Making an archive of {options.meetings:,} meetings …", flush=True)
    fill_archive(meetings=options.meetings)
    known = known_addresses()
    connections.close_all()
    share = options.requests // options.processes
    print(f"Asking {share * options.processes:,} times, seed {options.seed} …", flush=True)
    shares = [(options.seed * 1000 + number, share, known) for number in range(options.processes)]
    with multiprocessing.get_context("fork").Pool(options.processes) as pool:
        return pool.starmap(ask_many, shares)


def ask_many(seed: int, number: int, known: list[str]) -> Report:
    """Ask so many times, one after the other."""
    application = WSGIHandler()
    report = Report([], Counter(), [], 0)
    begin = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with quietly():
        for ask in islice(asks(seed, known), number):
            told = tell(application, ask)
            report.statuses[told.status] += 1
            report.wrong.extend(faults(ask, told))
            report.slowest.append((told.seconds, str(ask)))
            report.slowest.sort(reverse=True)
            del report.slowest[5:]
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - begin
    return report._replace(grown=grown // 1024)


def tell_all(reports: list[Report]) -> int:
    """Print what was seen; 1 when something was wrong."""
    wrong = [each for report in reports for each in report.wrong]
    statuses = sum((report.statuses for report in reports), Counter())
    print("Answers:", ", ".join(f"{status}: {number:,}" for status, number in sorted(statuses.items())))
    print("Memory taken on by each process, MB:", *(report.grown for report in reports))
    print(f"Slowest (the limit is {LIMIT} s):")
    for seconds, ask in sorted((each for report in reports for each in report.slowest), reverse=True)[:5]:
        print(f"  {seconds:.2f} s  {ask}")
    print(f"{len(wrong)} wrong" + (":" if wrong else "."))
    print(*wrong[:100], sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
