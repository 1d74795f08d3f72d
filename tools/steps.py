"""Set-up in steps: each is done once, and again when what it is made from changes.

Only Python's own library, for these run before anything is installed.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAMPS = ROOT / ".cache" / "stamps"
NETWORK_HINT = "Is the network there? Python and npm packages come from their registries the first time."


def fingerprint(paths: Iterable[Path], *facts: str) -> str:
    """A hash of `facts` and of the contents of files, also of those in folders."""
    digest = hashlib.sha256("\0".join(facts).encode())
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in (each for each in files if each.is_file()):
            digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def is_made(name: str, mark: str) -> bool:
    """Whether the step `name` was last done for `mark`."""
    stamp = STAMPS / name
    return stamp.is_file() and stamp.read_text() == mark


def set_made(name: str, mark: str) -> None:
    """Remember that the step `name` is done for `mark`."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(mark)


def run(command: list[str], *, doing: str, hint: str = "") -> None:
    """Say what is being done and do it in silence; if it fails, show the end of what it said, and `hint`."""
    print(f"{doing} …", flush=True)
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "NPM_CONFIG_UPDATE_NOTIFIER": "false"}
    result = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **quiet}, capture_output=True, text=True, check=False
    )
    if result.returncode:
        said = (result.stdout + result.stderr).strip().splitlines()
        print(*said[-15:], sep="\n", file=sys.stderr)
        sys.exit(f"\n{doing}: this did not work. {hint}".rstrip())
