"""The nouns: tables, constraints, querysets, facts about a row. No rules of conduct here; those are in services."""

from .agenda import ActionItem, AgendaItem, Decision
from .attachment import Attachment
from .attendance import Attendance, Movement
from .audit import AuditEvent
from .body import Body, ItemType, Phrase, SignoffRole, StandingItem
from .correction import Correction
from .history import Acknowledgement, Presence, TextState, Turn
from .masking import Masking
from .meeting import Meeting
from .notification import Notification
from .organisation import Organisation
from .person import Membership, Person
from .publication import PublishedVersion, Withdrawal
from .rendering import Rendering
from .signoff import Reading, Remark, Signature, Signer, SignoffCode, SignoffLink, SignoffRound
from .statement import Statement
from .summons import Summons, SummonsLink, SummonsReply
from .supplement import Supplement
from .user import User

__all__ = [
    "Acknowledgement", "ActionItem", "AgendaItem", "Attachment", "Attendance", "AuditEvent", "Body",
    "Correction", "Decision", "ItemType", "Masking", "Meeting", "Membership", "Movement", "Notification",
    "Organisation", "Person", "Phrase", "Presence", "PublishedVersion", "Reading", "Remark", "Rendering", "Signature",
    "Signer", "SignoffCode", "SignoffLink", "SignoffRole", "SignoffRound", "StandingItem", "Statement", "Summons",
    "SummonsLink", "SummonsReply", "Supplement", "TextState", "Turn", "User", "Withdrawal",
]
