"""A body whose rules are those that a Minutes was written under."""

import dataclasses

from tests import factories


def body_for(minutes, **values):
    """Organisation, body, item types and sign-off roles such that the minutes read the same when imported into it."""
    head = dataclasses.asdict(minutes.letterhead)
    organisation = factories.Organisation(name=head.pop("organisation"), **head)
    layout = minutes.layout
    body = factories.Body(
        organisation=organisation,
        name=minutes.body,
        genitive=minutes.genitive,
        document=minutes.document,
        document_label=minutes.document_label,
        heading_format=minutes.heading.replace(minutes.date, "{date}"),
        meeting_title=minutes.meeting,
        language=minutes.language,
        number_format=layout.item_number,
        attachment_format=layout.attachment_name,
        attendance_style=layout.attendance,
        time_style=layout.time_and_place,
        agenda_table=layout.agenda_table,
        signoff_style=layout.signoff,
        print_proposals=layout.proposals,
        words=dataclasses.asdict(minutes.labels),
        roles=[],
        **values,
    )
    body.item_types.all().delete()
    for position, kind in enumerate(minutes.item_types):
        body.item_types.create(letter=kind.letter, name=kind.name, position=position)
    for position, signer in enumerate(minutes.signers):
        verb = "approved" if signer.adjusts else "signed"
        body.signoff_roles.create(key=signer.role, label=signer.label, verb=verb, position=position)
    return body
