"""Contributions of readers: verbs that take them in, bounded, and that say what becomes of them."""

from organizations.contributing.deciding import (
    AlreadyDecided,
    NotConfirmed,
    NothingChanged,
    accept,
    accept_as,
    answer,
    confirm,
    decline,
    note_on,
)
from organizations.contributing.forgetting import forget_senders
from organizations.contributing.limits import Pressure, pressure_on
from organizations.contributing.questions import Question, question_of
from organizations.contributing.sending import Limited, Sent, send, sender_of
from organizations.contributing.stamps import Stamp, StampProblem, new_stamp, read_stamp

__all__ = [
    "AlreadyDecided",
    "Limited",
    "NotConfirmed",
    "NothingChanged",
    "Pressure",
    "Question",
    "Sent",
    "Stamp",
    "StampProblem",
    "accept",
    "accept_as",
    "answer",
    "confirm",
    "decline",
    "forget_senders",
    "new_stamp",
    "note_on",
    "pressure_on",
    "question_of",
    "read_stamp",
    "send",
    "sender_of",
]
