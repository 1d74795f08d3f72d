"""Readers of a public page, for the tests of the page cache."""

from django.test import Client

from programs.models import Program
from tests.factories import PublicMeetingFactory, PublicProgramFactory, StopFactory


class Readers:
    """Two anonymous readers of one address, served by two processes."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.clients = [Client(), Client()]

    def see(self, *texts: str, status: int = 200) -> bool:
        """Whether both are answered with `status` and all the texts, twice in a row."""
        answers = [client.get(self.address) for client in self.clients * 2]
        return all(
            a.status_code == status and all(text in a.content.decode() for text in texts) for a in answers
        )

    def miss(self, word: str) -> bool:
        """Whether both get a page without the word, twice in a row."""
        answers = [client.get(self.address) for client in self.clients * 2]
        return all(a.status_code == 200 and word not in a.content.decode() for a in answers)

    def get_404(self) -> bool:
        return self.see(status=404)


def program_with_a_meeting() -> Program:
    """A public program, with a stop and a meeting."""
    program: Program = PublicProgramFactory(title="Courage in Minneapolis")
    stop = StopFactory(program=program)
    PublicMeetingFactory(program=program, stop=stop, title="Talk with judges")
    return program
