"""What goes on behind the scenes, and what did not go through, in words for those who can do something about it."""

from dataclasses import dataclass, field

from minutes.services import notification, rendering

NAMES = 3  # more people than this are counted rather than named


@dataclass
class Mails:
    """Mails of one kind that failed for the same reason."""

    kind: str
    reason: str
    people: list[str] = field(default_factory=list)

    @property
    def names(self):
        return ", ".join(self.people) if len(self.people) <= NAMES else ""


def of(meeting):
    found = {}
    for owed in notification.failed(meeting):
        kind = owed.get_kind_display()
        found.setdefault((kind, owed.error), Mails(kind, owed.error)).people.append(owed.person.name)
    failure, waiting = rendering.progress(meeting)
    return {"failed_mails": list(found.values()), "pdf_failure": failure, "pdf_waiting": waiting}
