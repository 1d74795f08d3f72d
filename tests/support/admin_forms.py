"""Filling in the admin's forms as a browser does: the page is read, fields are changed, and it is sent.

What a browser would send, and nothing else, is sent: a field that the page does not offer cannot be filled.
"""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from django.http import HttpResponse
from django.test import Client
from django.utils.html import strip_tags

#: In tests a 10 MB text is read in and shown again; a page of that size is not parsed.
TEN_MEGABYTES = 10 * 1024 * 1024


class AdminForm:
    """The form of an admin page, ready to be filled in and sent."""

    def __init__(self, client: Client, url: str) -> None:
        self.client, self.url = client, url
        response = client.get(url)
        assert response.status_code == 200, f"{url}: {response.status_code}"
        self.fields, self.data = _read(response)

    def __setitem__(self, name: str, value: Any) -> None:
        """Fill in a field; None clears it (an unchecked box, no choice)."""
        assert name in self.fields, f"The page has no field {name!r}; it has {sorted(self.fields)}"
        self.data[name] = value

    def fill(self, **values: Any) -> "AdminForm":
        """Fill in several fields by their names in the form; returns the form, so that it can be sent."""
        for name, value in values.items():
            self[name] = value
        return self

    def row(self, prefix: str, **values: Any) -> "AdminForm":
        """Fill in the last, empty row of a table, then make the next as the script of the page does."""
        total = int(self.data[f"{prefix}-TOTAL_FORMS"])
        last = total - 1
        for name, value in values.items():
            self[f"{prefix}-{last}-{name}"] = value
        for field in list(self.fields):
            if f"{prefix}-__prefix__-" in field:
                name = field.replace("__prefix__", str(total))
                self.fields.add(name)
                self.data[name] = self.data.get(field)
        self.data[f"{prefix}-TOTAL_FORMS"] = str(total + 1)
        return self

    def send(self, button: str = "_save") -> HttpResponse:
        """Press a button. Follows the redirect, as a browser does."""
        sent = {name: value for name, value in self.data.items() if value is not None}
        return self.client.post(self.url, {**sent, button: "1"}, follow=True)


def errors(response: HttpResponse) -> dict[str, list[str]]:
    """The messages at each field of a page that came back; rows of a table as "stops-0-position", and
    what concerns the whole table as "stops".

    Each is checked to stand in the page. Empty when nothing was wrong.
    """
    context: Any = response.context
    if context is None or "adminform" not in context or not context["errors"]:
        return {}
    messages = {name: list(texts) for name, texts in context["adminform"].form.errors.items()}
    for inline in context["inline_admin_formsets"]:
        formset = inline.formset
        if formset.non_form_errors():
            messages[formset.prefix] = list(formset.non_form_errors())
        for form in formset.forms:
            messages |= {f"{form.prefix}-{name}": list(texts) for name, texts in form.errors.items()}
    if len(response.content) < TEN_MEGABYTES:
        page = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
        shown = {" ".join(_text(item).split()) for item in page.iter("li")}
        for texts in messages.values():
            assert {" ".join(strip_tags(str(text)).split()) for text in texts} <= shown, f"not shown: {texts}"
    return messages


def said(response: HttpResponse) -> list[str]:
    """What the page tells the officer above its content."""
    page = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    lists = [item for item in page.iter("ul") if item.get("class") == "messagelist"]
    return [" ".join(_text(item).split()) for each in lists for item in each.iter("li")]


def _read(response: HttpResponse) -> tuple[set[str], dict[str, Any]]:
    page = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    forms = [
        form for form in page.iter("form") if form.get("method") == "post" and form.get("id") != "logout-form"
    ]
    assert len(forms) == 1
    fields: set[str] = set()
    data: dict[str, Any] = {}
    for element in forms[0].iter():
        name = element.get("name")
        if not name or element.get("type") in ("submit", "button"):
            continue
        fields.add(name)
        for value in _values(element):
            data[name] = [*data[name], value] if isinstance(data.get(name), list) else value
            if (
                element.tag == "select"
                and element.get("multiple") is not None
                and not isinstance(data[name], list)
            ):
                data[name] = [value]
    return fields, data


def _values(element: Element) -> Iterator[str]:
    """What a browser sends for an untouched field."""
    if element.tag == "textarea":
        yield (element.text or "").removeprefix("\n")
    elif element.tag == "select":
        options = list(element.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None]
        if not chosen and element.get("multiple") is None:
            chosen = options[:1]
        for option in chosen:
            yield option.get("value", _text(option))
    elif element.get("type") in ("checkbox", "radio"):
        if element.get("checked") is not None:
            yield element.get("value", "on")
    elif element.get("type") != "file":
        yield element.get("value", "")


def _text(element: Element) -> str:
    return "".join(element.itertext())
