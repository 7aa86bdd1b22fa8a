"""Who may act for whom: nobody is left out for not being read, and offices are those of the case as it is."""

import pytest

import handmade
from regesta.records import Actor, ActorRole, Linkage, Span
from regesta.store import kin
from regesta.store.answers import _Desk
from regesta.store.rows import rows_of_linkage


def actor(ident, name, sort="person", *, office=None, of=None, **known):
    roles = (ActorRole(title=office, organisation=of),) if office else ()
    span = Span("0" * 64, 0, 4)
    return Actor(
        id=ident,
        evidence=(span,),
        rule="test",
        certainty=1.0,
        name=name,
        type=sort,
        roles=roles,
        **known,
    )


ACTORS = (
    actor("a1", "Kostel", "state", country="KST", aliases=("Republic of Kostel", "Kostelian")),
    actor("a2", "Ada Brenn", office="envoy", of="Kostel"),
    actor("a3", "Kostelian Harbour Board", "organisation"),
    actor("a4", "Ulf Tamm", country="KST", sector="GOV"),
    actor("a5", "Mira Sool", country="KST"),
    actor("a6", "Jon Piet", office="minister", of="KO\u017fTEL"),
    actor("a7", "Rhea Lund", office="Kostelians' friend", of="Oslo"),
    actor("a8", "the kostel", "population"),
    actor("a9", "Kost El", office="envoy", of="Hamm"),
    actor("b1", "Republic of", office="Kostel desk officer"),
    actor("b2", "Lia Orr", "ministry", country="HAM", sector="GOV"),
    actor("b3", "Kosteling", office="clerk", of="Hamm"),
)


@pytest.fixture
def case(tmp_path):
    with handmade.story(tmp_path / "x.case") as opened:
        put(opened, ACTORS)
        yield opened


def put(case, actors):
    rows = rows_of_linkage(Linkage(actors=actors))
    with case._transaction() as connection:
        connection.executemany("INSERT INTO actors VALUES (?, ?, ?, ?, ?)", rows["actors"])
        connection.executemany("INSERT INTO names VALUES (?, ?)", rows["names"])
        case._unlink(connection)


@pytest.mark.parametrize("most", [200, 1], ids=["names looked for", "all read"])
def test_who_speaks_for_a_state_by_office_by_name_or_by_country(case, most, monkeypatch):
    monkeypatch.setattr(kin, "NAMES", most)
    assert _Desk(case).kin("a1") == {"a2", "a3", "a4", "a6", "b1"}


def test_offices_are_those_of_the_case_as_it_is_now(case):
    assert case.offices()["envoy"] == {"a2", "a9"}
    put(case, [actor("c1", "Tove Aas", office="Envoy", of="Hamm")])
    assert case.offices()["envoy"] == {"a2", "a9", "c1"}
    assert "desk officer" not in case.offices()
