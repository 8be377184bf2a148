import pytest

from minutes.models import Meeting
from minutes.services import Refused, draft

State = Meeting.State


@pytest.mark.parametrize("state", [State.PLANNED, State.DRAFT])
def test_claim_takes_the_next_revision_of_what_may_be_written(meeting, state):
    Meeting.objects.filter(pk=meeting.pk).update(state=state, revision=4)
    draft.claim(meeting)
    assert (meeting.revision, meeting.state) == (5, state)


@pytest.mark.parametrize("state", [State.IN_ADJUSTMENT, State.ADJUSTED, State.PUBLISHED])
def test_claim_refuses_what_is_sealed_also_when_the_object_in_hand_is_stale(meeting, state):
    Meeting.objects.filter(pk=meeting.pk).update(state=state, revision=4)
    with pytest.raises(Refused):
        draft.claim(meeting)
    assert Meeting.objects.get(pk=meeting.pk).revision == 4
