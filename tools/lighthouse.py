"""Measure the site with Lighthouse in this machine's Chromium: `make lighthouse`.

    python tools/lighthouse.py [--at http://127.0.0.1:8000] [/a-page/ ...]

Without --at it serves the sample as in production, on a database of its own. Ends with exit code 1 when a
page has less than 95 for performance, or less than 100 for accessibility, best practices or search engines.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from node import node_command, npm_command
from steps import NETWORK_HINT, ROOT, fingerprint, is_made, run, set_made

HERE = ROOT / "tools" / "lighthouse"
PORT = "8199"
PAGES = ["/", "/programs/2021-tip-report-heroes/", "/heroes/guillermina-cabrera-figueroa/", "/search/"]
TRIES = 3
WANTED = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


def install() -> None:
    """What tools/lighthouse/package-lock.json pins, without running any package's own scripts."""
    mark = fingerprint([HERE / "package.json", HERE / "package-lock.json"])
    if is_made("lighthouse", mark) and (HERE / "node_modules" / "lighthouse").is_dir():
        return
    command = [*npm_command(), "ci", "--ignore-scripts", "--prefix", str(HERE)]
    run(command, doing="Installing Lighthouse", hint=NETWORK_HINT)
    set_made("lighthouse", mark)


@contextmanager
def served_sample(folder: Path) -> Iterator[str]:
    """The address of the sample, served as in production."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder / 'sample.sqlite3'}"}
    for command in (["migrate", "--verbosity=0"], ["load_sample"]):
        manage = [sys.executable, str(ROOT / "manage.py"), *command]
        subprocess.run(manage, env=environment, check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen([sys.executable, str(ROOT / "tools" / "serve.py"), PORT], env=environment)
    try:
        address = f"http://127.0.0.1:{PORT}"
        wait_for(f"{address}/healthz")
        yield address
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str, patience: float = 90) -> None:
    """Return when the address answers; TimeoutError after `patience` seconds."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=5)  # noqa: S310 - our own server
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
        else:
            return
    raise TimeoutError(address)


def measure(address: str, folder: Path) -> dict[str, float]:
    """The scores of a page, 0 to 100; none when Lighthouse failed. What costs points is printed."""
    report = folder / "report.json"
    command = [
        *node_command(),
        str(HERE / "node_modules" / "lighthouse" / "cli" / "index.js"),
        address,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--chrome-flags={FLAGS}",
        f"--only-categories={','.join(WANTED)}",
    ]
    browser = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, BROWSERS)), "")
    if subprocess.run(command, env={**os.environ, "CHROME_PATH": browser}, check=False).returncode:
        return {}
    measured = json.loads(report.read_text())
    for name, category in measured["categories"].items():
        for part in category["auditRefs"]:
            audit = measured["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                print(f"    {name}: {audit['title']} {audit.get('displayValue', '')}".rstrip())
    return {name: round(category["score"] * 100) for name, category in measured["categories"].items()}


def main() -> None:
    """Measure the four kinds of pages and compare."""
    parser = argparse.ArgumentParser(description="Measure the site with Lighthouse.")
    parser.add_argument("--at", help="a server that runs already and holds the sample")
    parser.add_argument("pages", nargs="*", default=PAGES, help="paths; by default four kinds of pages")
    options = parser.parse_args()
    install()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.at:
            good = compare(options.at.rstrip("/"), options.pages, folder)
        else:
            with served_sample(folder) as address:
                good = compare(address, options.pages, folder)
    sys.exit(0 if good else 1)


def compare(address: str, pages: list[str], folder: Path) -> bool:
    """Print the scores of all pages; whether all are good enough."""
    good = [good_enough(address, page, folder) for page in pages]  # all are measured, also after a failure
    return all(good)


def good_enough(address: str, page: str, folder: Path) -> bool:
    """Measure a page, up to TRIES times: whatever else the machine does costs points for performance."""
    for _try in range(TRIES):
        scores = measure(address + page, folder)
        print(f"{page}: " + ", ".join(f"{name} {score:g}" for name, score in scores.items()), flush=True)
        if all(scores.get(category, 0) >= least for category, least in WANTED.items()):
            return True
    return False


if __name__ == "__main__":
    main()
