"""What a hero sends back: a yes or no, and a few words afterwards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from attendance.models import Answer, Evaluation
from attendance.models.evaluation import COMMENT_LIMIT


class AnswerForm(forms.Form):
    """Whether the hero comes to a meeting: `choice` is a value of Answer.Choice."""

    choice = forms.ChoiceField(choices=Answer.Choice.choices)


class LinesField(forms.CharField):
    """Text in which a new line counts as one character, as it does where the reader types it."""

    def to_python(self, value: Any) -> str | None:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class EvaluationForm(forms.Form):
    """A rating, and a comment if there is more to say."""

    rating = forms.TypedChoiceField(
        label=_("How useful was it?"),
        choices=Evaluation.Rating.choices,
        coerce=int,
        error_messages={
            "required": _("Choose a number from 1 to 5."),
            "invalid_choice": _("Choose a number from 1 to 5."),
        },
    )
    comment = LinesField(
        label=_("Comment (optional)"),
        max_length=COMMENT_LIMIT,
        required=False,
        error_messages={
            "max_length": _("The comment has %(show_value)d characters; at most %(limit_value)d fit.")
        },
    )
