"""How gunicorn serves the site, wherever it is started: gunicorn reads this file in the folder it starts in.

What is said on its command line or in GUNICORN_CMD_ARGS goes before what is said here.
https://docs.gunicorn.org/en/stable/settings.html
"""

import os

#: Processes; each has a page cache of its own (docs/decisions/0005-page-cache.md).
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
#: Threads, because each keeps its connection to the database (docs/decisions/0004-dependencies.md).
#: They get whole requests only, for a limited time: ivlp/slow_clients.py.
worker_class = "ivlp.slow_clients.Worker"
threads = 4

#: The addresses of private itineraries are keys: this class keeps them out of gunicorn's logs.
logger_class = "attendance.gunicorn_logs.Logger"

#: Seconds after which a worker that gives no sign of life is replaced.
timeout = 30
#: Seconds that requests under way have when the server stops.
graceful_timeout = 30
#: Seconds that a connection without a request stays open: the proxy in front uses it again.
keepalive = 5

# What a request says of its way here is judged in one place, ivlp/gate.py: gunicorn by itself believes
# everyone on this machine, and could let one page be kept at the address of another.
#: No header says under which path the site lives, or over which scheme it was asked.
forwarder_headers = ""
secure_scheme_headers: dict[str, str] = {}

# A request that is larger is refused before the site reads it (RFC 9110, 15.5.15; RFC 6585, 5).
#: Bytes of the first line: the longest address that is answered, with room for the filters of a list.
limit_request_line = 4094
#: Headers of a request: a browser sends some twenty, a proxy adds a few.
limit_request_fields = 100
#: Bytes of one header, such as all cookies together.
limit_request_field_size = 8190
