"""The production settings plus two empty pages to compare with. For tools/bench.py only."""

from ivlp.settings import *  # noqa: F403
from ivlp.settings import MIDDLEWARE as SITE_MIDDLEWARE

ROOT_URLCONF = "tools.bench_urls"
MIDDLEWARE = ["tools.bench_urls.bare", *SITE_MIDDLEWARE]
