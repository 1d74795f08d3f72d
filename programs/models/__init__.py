"""What happens, when and where. One file per noun."""

from programs.models.address import CityAddress, ProgramAddress
from programs.models.change import Change
from programs.models.city import City
from programs.models.meeting import Meeting
from programs.models.program import Program
from programs.models.quote import Quote
from programs.models.resource import Resource
from programs.models.source import Source
from programs.models.stop import Stop
from programs.models.takeaway import Takeaway
from programs.models.translation import MeetingTranslation, ProgramTranslation

__all__ = [
    "Change",
    "City",
    "CityAddress",
    "Meeting",
    "MeetingTranslation",
    "Program",
    "ProgramAddress",
    "ProgramTranslation",
    "Quote",
    "Resource",
    "Source",
    "Stop",
    "Takeaway",
]
