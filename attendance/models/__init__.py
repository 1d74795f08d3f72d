"""What is private between a hero and the program's officers: links, answers, evaluations."""

from attendance.models.answer import Answer
from attendance.models.evaluation import Evaluation
from attendance.models.link import ItineraryLink
from attendance.models.overview import ProgramAttendance

__all__ = ["Answer", "Evaluation", "ItineraryLink", "ProgramAttendance"]
