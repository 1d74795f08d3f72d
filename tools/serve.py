"""Serve the site on this machine the way production does: `make serve`, or python tools/serve.py [PORT].

gunicorn as gunicorn.conf.py says, DEBUG off, compressed static files. Only what plain HTTP on one's
own machine rules out is off: the redirect to HTTPS, and cookies for HTTPS only.
"""

import os
import secrets
import subprocess
import sys
from pathlib import Path

from steps import ROOT, fingerprint, is_made, set_made

KEY_FILE = ROOT / ".cache" / "secret_key"


def secret_key() -> str:
    """A key of this machine's own, made once, so that sessions outlive a restart."""
    if not KEY_FILE.is_file():
        KEY_FILE.parent.mkdir(exist_ok=True)
        KEY_FILE.touch(mode=0o600)
        KEY_FILE.write_text(secrets.token_urlsafe(64))
    return KEY_FILE.read_text()


def main() -> None:
    """Collect static files, bring the database up to date, and become gunicorn."""
    port = sys.argv[1] if len(sys.argv) > 1 else "8000"
    defaults = {
        "ENVIRONMENT": "production",
        "SECRET_KEY": secret_key(),
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
        "SECURE_SSL_REDIRECT": "False",
        "SECURE_COOKIES": "False",
        "STATIC_ROOT": str(ROOT / "staticfiles"),
    }
    environment = {**defaults, **os.environ}
    manage = [sys.executable, str(ROOT / "manage.py")]
    steps = [["migrate"]]
    # Compressing takes seconds, so only what changed: our own files, or the packages that bring some.
    collected = Path(environment["STATIC_ROOT"])
    mark = fingerprint([ROOT / "static" / "dist", ROOT / "requirements.txt"], str(collected))
    if not (is_made("collected", mark) and (collected / "staticfiles.json").is_file()):
        steps.append(["collectstatic", "--noinput", "--clear"])
    for step in steps:
        subprocess.run([*manage, *step, "--verbosity=0"], cwd=ROOT, env=environment, check=True)
    set_made("collected", mark)
    print(f"Serving as in production on http://127.0.0.1:{port}/", flush=True)
    gunicorn = Path(sys.executable).with_name("gunicorn")
    os.chdir(ROOT)
    os.execve(  # noqa: S606 - no shell is wanted
        gunicorn,
        [
            "gunicorn",
            "ivlp.wsgi:application",
            f"--bind=127.0.0.1:{port}",
            "--log-level=warning",
        ],
        environment,
    )


if __name__ == "__main__":
    main()
