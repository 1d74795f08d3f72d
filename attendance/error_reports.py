"""Private addresses stay out of error reports, which show the request and the variables of every function."""

from django.utils.safestring import SafeString, mark_safe
from django.views.debug import ExceptionReporter

from attendance.logs import without_tokens


class NoTokensReporter(ExceptionReporter):
    """Error reports without private addresses, nor a token where a function held it by itself."""

    def get_traceback_html(self) -> SafeString:
        return self._cleaned(super().get_traceback_html())

    def get_traceback_text(self) -> SafeString:
        return self._cleaned(super().get_traceback_text())

    def _cleaned(self, report: str) -> SafeString:
        path: str = getattr(self.request, "path", "")
        return mark_safe(without_tokens(report, path))  # noqa: S308 - as safe as it came
