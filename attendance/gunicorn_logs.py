"""gunicorn's own logs, as gunicorn.conf.py asks for. Needs no Django set up."""

from typing import Any

from gunicorn.glogging import Logger as GunicornLogger

from attendance.logs import NoTokens, install


class Logger(GunicornLogger):
    """Writes access and error logs without private addresses."""

    def setup(self, cfg: Any) -> None:
        install()
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                handler.addFilter(NoTokens())
