"""A command of the host never takes one of several that are called so, and says whom it took."""

import pytest

from koffer.host.cli import main
from koffer.host.finding import organisation_called
from koffer.organisation.models import Invitation, Organisation, User

pytestmark = [pytest.mark.usefixtures("in_process_commands"), pytest.mark.django_db]


def hosts():
    return list(User.objects.filter(is_host=True))


def test_an_address_means_who_has_it_not_who_is_called_so(capsys):
    anna = User.objects.create(name="Anna", email="anna@library.example")
    other = User.objects.create(name="anna@library.example")
    assert main(["host", "anna@library.example"]) == 1
    assert hosts() == []
    told = capsys.readouterr().err
    assert str(anna.pk) in told
    assert str(other.pk) in told
    assert main(["host", str(anna.pk)]) == 0
    assert hosts() == [anna]


def test_it_says_who_became_host_and_can_be_taken_away(capsys):
    anna = User.objects.create(name="Anna", email="anna@library.example")
    assert main(["host", "ANNA@library.example"]) == 0
    assert hosts() == [anna]
    told = capsys.readouterr().out
    assert "Anna <anna@library.example>" in told
    assert main(["host", "--remove", "Anna"]) == 0
    assert hosts() == []
    assert "No host any more" in capsys.readouterr().out


def test_of_two_organisations_with_a_name_the_id_says_which(capsys):
    one, two = (Organisation.objects.create(name="Vecht") for _ in range(2))
    assert main(["invite", "Vecht", "--role", "administrator"]) == 1
    assert not Invitation.objects.exists()
    told = capsys.readouterr().err
    for each in (one, two):
        assert f"{each.pk}  Vecht, made on {each.made_at:%Y-%m-%d}" in told
    assert main(["invite", str(two.pk), "--role", "administrator"]) == 0
    assert Invitation.objects.get().organisation == two
    assert organisation_called("Vecht") is None
    assert organisation_called(str(one.pk)) == one


@pytest.mark.parametrize("command", [["host", "Nobody"], ["provider", "Nowhere", "id"]])
def test_who_is_not_there_is_told(capsys, command):
    assert main(command) == 1
    assert "Koffer:" in capsys.readouterr().err


def test_a_provider_needs_its_secret(capsys):
    Organisation.objects.create(name="Bieb")
    assert main(["provider", "Bieb", "id"]) == 2
    assert "KOFFER_PROVIDER_SECRET" in capsys.readouterr().err
