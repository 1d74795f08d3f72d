"""Production refuses to start half set up; development needs no settings at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEY = "k3y-of-a-test-k3y-of-a-test-k3y-of-a-test-k3y-of-a-test-0123456789"
PRODUCTION = {"ENVIRONMENT": "production", "SECRET_KEY": KEY, "ALLOWED_HOSTS": "ivlp.example"}
# What the settings read; the tests' own environment must not leak in.
READ = {"PATH", "HOME", "VIRTUAL_ENV", "PYTHONPATH", "LANG"}


def start(*, say: str = "True", **environment: str) -> subprocess.CompletedProcess[str]:
    """Load the settings in a process of their own, and print `say`, evaluated on them."""
    program = f"from ivlp import settings; print({say})"
    kept = {name: value for name, value in os.environ.items() if name in READ}
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_development_needs_no_settings() -> None:
    result = start(say="settings.DEBUG, settings.PRODUCTION")
    assert result.stdout == "True False\n", result.stderr


def test_production_starts_with_a_key_and_hosts() -> None:
    result = start(
        say="settings.DEBUG, settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE", **PRODUCTION
    )
    assert result.stdout == "False True True\n", result.stderr


def test_turning_debug_off_means_production() -> None:
    assert "SECRET_KEY" in start(DEBUG="False").stderr
    result = start(say="settings.PRODUCTION", DEBUG="False", SECRET_KEY=KEY, ALLOWED_HOSTS="ivlp.example")
    assert result.stdout == "True\n", result.stderr


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"DEBUG": "True"}, "DEBUG"),
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "development-only-key-never-used-in-production-0123456789"}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"ENVIRONMENT": "staging"}, "ENVIRONMENT"),
    ],
)
def test_production_refuses_to_start_and_says_why(wrong: dict[str, str], said: str) -> None:
    result = start(**{**PRODUCTION, **wrong})
    assert result.returncode != 0
    assert "ImproperlyConfigured" in result.stderr
    assert said in result.stderr.splitlines()[-1]


def test_production_settings_pass_djangos_deployment_checks() -> None:
    kept = {name: value for name, value in os.environ.items() if name in READ}
    result = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**kept, **PRODUCTION},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
