import pytest

from minutes.models import User
from tests import factories


@pytest.mark.django_db
def test_a_user_is_found_by_number_with_her_person_in_one_query(django_assert_num_queries):
    person, other = factories.Person(name="Siv"), factories.Person(name="Malte")
    with django_assert_num_queries(2):
        assert User.objects.get(pk=person.user_id).person.name == "Siv"
        assert User.objects.get(pk=str(other.user_id)).person.name == "Malte"
    for unknown in (0, 2**40, 2**80):
        with pytest.raises(User.DoesNotExist):
            User.objects.get(pk=unknown)
    with pytest.raises(User.DoesNotExist):
        User.objects.get(pk=person.user_id, email=other.user.email)
