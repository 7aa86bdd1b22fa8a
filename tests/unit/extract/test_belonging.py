"""Whose country a person is given: what the words about them tell, and nothing else."""

from __future__ import annotations

import pytest

from regesta.extract.mentions import Cast, cast
from regesta.parse import parse
from regesta.records import Actor, Document


def read(text: str) -> Cast:
    return cast(parse(Document(id="d" * 8, name="fixture.txt", text=text)))


def actor(text: str, name: str) -> Actor:
    found = [one for one in read(text).actors if one.name == name]
    assert found, text
    return found[0]


PERSONS = [
    ("Lena Berg, a close friend of Peruvian President Ana Ruiz, said so.", "Lena Berg", None),
    ("Oman's closest ally, Lena Berg, said so.", "Lena Berg", None),
    ("Lena Berg, a fierce critic of Israel, said so.", "Lena Berg", None),
    ("Kremlin critic Lena Berg said so.", "Lena Berg", None),
    ("Lena Berg, a long-time supporter of Turkey, said so.", "Lena Berg", None),
    ("Putin ally Lena Berg said so.", "Lena Berg", None),
    ("Russian ally Lena Berg said so.", "Lena Berg", None),
    ("Lena Berg, a Belarusian ally of Mr. Putin, said so.", "Lena Berg", "BLR"),
    ("Lena Berg, an Iranian critic of the clergy, said so.", "Lena Berg", "IRN"),
    ("Lena Berg, a donor to Israeli settlers, said so.", "Lena Berg", None),
    ("Lena Berg, China's greatest foe, said so.", "Lena Berg", None),
    ("Lena Berg, a backer of the Syrian rebels, said so.", "Lena Berg", None),
    (
        "Bolivian minister Ana Ruiz left. Her Chilean counterpart, Aurora Williams, called it rude.",
        "Aurora Williams",
        "CHL",
    ),
    ("Lena Berg, a former Vietnam prisoner of war, said so.", "Lena Berg", None),
    ("Iraq veteran Lena Berg said so.", "Lena Berg", None),
    ("Lena Berg, a China expert, said so.", "Lena Berg", None),
    ("The UN's Syria envoy, Lena Berg, said so.", "Lena Berg", None),
    ("Afghanistan envoy Lena Berg said so.", "Lena Berg", None),
    ("Iran ambassador Lena Berg said so.", "Lena Berg", None),
    ("U.S. Afghanistan envoy Lena Berg said so.", "Lena Berg", "USA"),
    ("Russia analyst Lena Berg said so.", "Lena Berg", None),
    ("Lena Berg, the paper's Afghanistan correspondent, said so.", "Lena Berg", None),
    ("Beijing correspondent Lena Berg said so.", "Lena Berg", None),
    ("Mexico leader Lena Berg said so.", "Lena Berg", "MEX"),
    ("Pakistan foreign minister Lena Berg said so.", "Lena Berg", "PAK"),
    ("Iran president Ana Ruiz said so.", "Ana Ruiz", "IRN"),
    ("Pakistan Prime Minister Ana Ruiz said so.", "Ana Ruiz", "PAK"),
    ("Turkey's president, Ana Ruiz, said so.", "Ana Ruiz", "TUR"),
    ("Kabul mayor Omar Said resigned.", "Omar Said", "AFG"),
    ("Lena Berg, a former ambassador to Russia, said so.", "Lena Berg", None),
    ("Lena Berg, a former Norwegian ambassador to Russia, said so.", "Lena Berg", "NOR"),
    ("Lena Berg, an expert on Iran, said so.", "Lena Berg", None),
    ("Lena Berg, a professor of Russian history, said so.", "Lena Berg", None),
    ("Lena Berg, a survivor of the Rwandan genocide, said so.", "Lena Berg", None),
    ("Lena Berg, a veteran of the war in Iraq, said so.", "Lena Berg", None),
    ("Lena Berg, commander of coalition forces in Afghanistan, said so.", "Lena Berg", None),
    ("Lena Berg, commander of Italian forces in Afghanistan, said so.", "Lena Berg", "ITA"),
    ("Lena Berg, a lobbyist for Qatar, said so.", "Lena Berg", None),
    ("Lena Berg, the author of a book about Mali, said so.", "Lena Berg", None),
    ("Lena Berg, a lawyer for the Saudi government, said so.", "Lena Berg", None),
    ("Lena Berg, founder of Iraq and Afghanistan Veterans of Tomorrow, said so.", "Lena Berg", None),
    ("Lena Berg, director of the China Africa Research Initiative, said so.", "Lena Berg", None),
    ("Lena Berg, director of the Fjord Institute in Norway, said so.", "Lena Berg", "NOR"),
    ("Lena Berg, head of the Iran Project, said so.", "Lena Berg", None),
    ("Lena Berg, chair of the Friends of Syria, said so.", "Lena Berg", None),
    ("The Canadian-born singer Lena Berg said so.", "Lena Berg", None),
    ("Mexican-American reporter Lena Berg said so.", "Lena Berg", None),
    ("Lena Berg, a nurse of Syrian descent, said so.", "Lena Berg", None),
    ("Lena Berg, a native of Cuba, said so.", "Lena Berg", None),
    ("Lena Berg, a painter of Iranian origin, said so.", "Lena Berg", None),
    ("Lena Berg, a U.S.-based scholar, said so.", "Lena Berg", None),
    ("Iran-backed commander Omar Said said so.", "Omar Said", None),
    ("Pro-Russian activist Lena Berg said so.", "Lena Berg", None),
    ("Ex-Mexican president Ana Ruiz said so.", "Ana Ruiz", "MEX"),
    ("Then-Israeli minister Ana Ruiz said so.", "Ana Ruiz", "ISR"),
    ("Mexican billionaire Lena Berg said so.", "Lena Berg", "MEX"),
    ("Lena Berg, a retired Belgian general, said so.", "Lena Berg", "BEL"),
    ("Lena Berg, a nurse from Kenya, said so.", "Lena Berg", "KEN"),
    ("Lena Berg, the foreign minister of Portugal, said so.", "Lena Berg", "PRT"),
    ("Lena Berg, head of Iran's atomic agency, said so.", "Lena Berg", "IRN"),
    ("Lena Berg, a spokeswoman for the Turkish army, said so.", "Lena Berg", "TUR"),
    ("Lena Berg, governor of the Bank of Japan, said so.", "Lena Berg", "JPN"),
    ("Lena Berg, an adviser to the Iraqi prime minister, said so.", "Lena Berg", "IRQ"),
    ("Lena Berg, a member of the Kenyan parliament, said so.", "Lena Berg", "KEN"),
    ("Lena Berg, a lawmaker in the German parliament, said so.", "Lena Berg", "DEU"),
    ("Chinese Foreign Ministry spokesman Wang Bo said so.", "Wang Bo", "CHN"),
    ("French-educated Tunisian lawyer Lena Berg said so.", "Lena Berg", "TUN"),
    ("Syrian refugee Lena Berg said so.", "Lena Berg", "SYR"),
    ("FBI director Lena Berg said so.", "Lena Berg", "USA"),
    ("Hezbollah leader Omar Said spoke.", "Omar Said", "LBN"),
    ("Lena Berg, Peru's ambassador to China, said so.", "Lena Berg", "PER"),
    ("Lena Berg, Pakistan's high commissioner in India, said so.", "Lena Berg", "PAK"),
    ("President Ana Ruiz of Chile said so.", "Ana Ruiz", "CHL"),
    ("Lena Berg, a professor at a university in Nairobi, said so.", "Lena Berg", "KEN"),
    ("Lena Berg, a Democratic congresswoman from Georgia, said so.", "Lena Berg", None),
    ("Georgia governor Lena Berg said so.", "Lena Berg", None),
    ("Georgia's foreign minister, Lena Berg, flew home to Tbilisi.", "Lena Berg", "GEO"),
    ("Lena Berg, a teacher from Lebanon, Pennsylvania, said so.", "Lena Berg", None),
    ("Lena Berg, a farmer from Peru, Indiana, said so.", "Lena Berg", None),
    ("Lena Berg, a nurse from New Mexico, said so.", "Lena Berg", None),
    ("Lena Berg, a sailor from New England, said so.", "Lena Berg", None),
    ("Guinea pig breeder Lena Berg said so.", "Lena Berg", None),
    ("Turkey farmer Lena Berg said so.", "Lena Berg", None),
    ("“We will not be moved,” said Thiago Moura, a Brazilian opposition senator.", "Thiago Moura", "BRA"),
    ("Thiago Moura, a Canadian-Lebanese banker, was held at the airport.", "Thiago Moura", None),
    ("In Geneva the UN special envoy for Yemen, Thiago Moura, called for calm.", "Thiago Moura", None),
    ("Thiago Moura, the U.N. humanitarian coordinator in Sudan, called for calm.", "Thiago Moura", None),
    ("The European Union's ambassador to Kenya, Thiago Moura, called for calm.", "Thiago Moura", None),
    ("Kenya's ambassador to the European Union, Amina Otieno, called for calm.", "Amina Otieno", "KEN"),
    ("Amina Otieno, who teaches at a school in Ghana, is a Kenya specialist.", "Amina Otieno", None),
    ("Amina Otieno, a Nairobi-based economist with the World Bank, called for calm.", "Amina Otieno", None),
    ("Amina Otieno, the World Bank's director for Nigeria, called for calm.", "Amina Otieno", None),
    ("Amina Otieno, Nigeria director of the World Bank, called for calm.", "Amina Otieno", None),
    ("Amina Otieno, a Somali-born lawmaker in the Dutch parliament, called for calm.", "Amina Otieno", "NLD"),
    ("Gulf War veteran Amina Otieno ran for mayor.", "Amina Otieno", None),
    ("Amina Otieno, a veteran Egyptian diplomat, ran for mayor.", "Amina Otieno", "EGY"),
    ("Amina Otieno, a Vietnam War veteran, ran for mayor.", "Amina Otieno", None),
    ("The Spanish prime minister's chief of staff, Amina Otieno, resigned.", "Amina Otieno", "ESP"),
    ("Amina Otieno, deputy head of the Iraqi army's northern command, was shot.", "Amina Otieno", "IRQ"),
    ("Philippines President Amina Otieno was shot.", "Amina Otieno", "PHL"),
    ("Amina Otieno, president of the Philippines, was shot.", "Amina Otieno", "PHL"),
    ("Amina Otieno, who once led Poland's biggest bank, was shot.", "Amina Otieno", None),
    ("Amina Otieno, the prime minister of Haiti, was shot.", "Amina Otieno", "HTI"),
    ("Amina Otieno, Minister for Foreign Affairs of Malawi, spoke.", "Amina Otieno", "MWI"),
    ("Moscow bureau chief Amina Otieno was expelled.", "Amina Otieno", None),
    ("Kyiv mayor Amina Otieno was shot.", "Amina Otieno", "UKR"),
    ("Israel supporter Amina Otieno was booed.", "Amina Otieno", None),
    ("Israeli settler leader Amina Otieno was booed.", "Amina Otieno", "ISR"),
    ("Amina Otieno, a daughter of Cuban immigrants, was booed.", "Amina Otieno", None),
    ("Amina Otieno, an Indian-American governor, was booed.", "Amina Otieno", None),
    ("Amina Otieno, chairman of the US-China Chamber of Trade, was booed.", "Amina Otieno", None),
    ("Amina Otieno, head of the Council on Iranian Friendship, was booed.", "Amina Otieno", None),
    ("South African President Amina Otieno was booed.", "Amina Otieno", "ZAF"),
    ("Amina Otieno, a former translator for the U.S. army in Iraq, was booed.", "Amina Otieno", None),
    ("Amina Otieno, a Greek shipping tycoon, was booed.", "Amina Otieno", "GRC"),
    (
        "Amina Otieno, a scholar of Chinese politics at Lund University in Sweden, was booed.",
        "Amina Otieno",
        "SWE",
    ),
    ("Amina Otieno, leader of Germany's Greens, was booed.", "Amina Otieno", "DEU"),
    ("Amina Otieno, acting head of the Afghan central bank, was booed.", "Amina Otieno", "AFG"),
    ("Speaking in Doha, Qatari mediator Salma Haddad said a deal was near.", "Salma Haddad", "QAT"),
    ("Salma Haddad, Egypt's chief mediator, said a deal was near.", "Salma Haddad", "EGY"),
    ("Gaza mediator Salma Haddad said a deal was near.", "Salma Haddad", None),
    ("Salma Haddad, who sits for the Socialists in Chile's senate, said so.", "Salma Haddad", None),
    ("Salma Haddad, Chile's finance minister and a former IMF economist, said so.", "Salma Haddad", "CHL"),
    ("Former Pakistani spy chief Salma Haddad said so.", "Salma Haddad", "PAK"),
    ("Salma Haddad, a Ukrainian drone pilot, said so.", "Salma Haddad", "UKR"),
    ("Salma Haddad, the Kremlin's spokeswoman, said so.", "Salma Haddad", "RUS"),
    ("Salma Haddad, a Russia hawk in the Senate, said so.", "Salma Haddad", None),
    ("Afghan war veteran Salma Haddad said so.", "Salma Haddad", None),
    ("Salma Haddad, director of the Iranian Studies Centre in Leeds, said so.", "Salma Haddad", None),
    ("The Danish queen's cousin, Salma Haddad, said so.", "Salma Haddad", None),
    ("Salma Haddad, Iraq's oil minister from 2006 to 2010, said so.", "Salma Haddad", "IRQ"),
    ("Salma Haddad, a lawyer for the Cuban dissident, said so.", "Salma Haddad", None),
    ("Salma Haddad, a widow from Cuba, said so.", "Salma Haddad", "CUB"),
    ("Thai police chief Salma Haddad said so.", "Salma Haddad", "THA"),
    ("Salma Haddad, a Thai food writer, said so.", "Salma Haddad", None),
    ("India captain Salma Haddad said so.", "Salma Haddad", None),
    ("Salma Haddad, New Zealand's trade envoy to China, said so.", "Salma Haddad", "NZL"),
    ("Salma Haddad, commander of NATO forces in Kosovo, said so.", "Salma Haddad", None),
    ("Salma Haddad, head of UNICEF in Haiti, said so.", "Salma Haddad", None),
    ("Salma Haddad, a member of Peru's Congress, said so.", "Salma Haddad", "PER"),
    ("Salma Haddad, the mayor of Bogotá, said so.", "Salma Haddad", "COL"),
    ("Salma Haddad, an Iranian-backed militia leader, said so.", "Salma Haddad", None),
    ("Salma Haddad, a fan of Turkish soap operas, said so.", "Salma Haddad", None),
    ("Salma Haddad, secretary of Spain's football union, said so.", "Salma Haddad", "ESP"),
    ("Salma Haddad, widow of the Chilean poet Pablo Rivas, said so.", "Salma Haddad", None),
    ("Salma Haddad, a judge on Kenya's supreme court, said so.", "Salma Haddad", "KEN"),
    ("Salma Haddad, a scholar on loan from Japan, said so.", "Salma Haddad", None),
    ("Salma Haddad, press officer at the Swiss embassy in Hanoi, said so.", "Salma Haddad", "CHE"),
    ("Salma Haddad, chief negotiator with Iran, said so.", "Salma Haddad", None),
    ("Salma Haddad, a diplomat in Moscow, said so.", "Salma Haddad", None),
    ("Lena Berg, a mayor and critic of Israel, said so.", "Lena Berg", None),
    (
        "Lena Berg, a fellow at the Fjord Institute and a former United States ambassador to Russia, said so.",
        "Lena Berg",
        "USA",
    ),
]


@pytest.mark.parametrize(("text", "name", "country"), PERSONS)
def test_a_person_is_of_the_country_their_words_tell(text: str, name: str, country: str | None) -> None:
    assert actor(text, name).country == country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Saudi Arabia and its most powerful ally met.", "its most powerful ally"),
        ("Peru's closest ally said no.", "Peru's closest ally"),
        ("He surrounds himself with pro-Moscow advisers.", "pro-Moscow advisers"),
        ("The Canadian-born senator said no.", "The Canadian-born senator"),
        ("The ministry in Moscow says that its critics lie.", "its critics"),
    ],
)
def test_somebody_unnamed_is_not_of_the_country_they_stand_towards(text: str, name: str) -> None:
    found = actor(text, name)
    assert found.country is None
    assert [role.organisation for role in found.roles] in ([], [None])


def test_allies_of_two_states_are_two_groups() -> None:
    found = [one.name for one in read("Peru's allies met. Chile's allies did not.").actors]
    assert "Peru's allies" in found
    assert "Chile's allies" in found


@pytest.mark.parametrize(
    ("text", "name", "titles"),
    [
        ("The number of refugees Oduya will accept is small. Ana Oduya said so.", "Ana Oduya", []),
        ("Senators Ana Ruiz and Bo Lind voted no.", "Ana Ruiz", ["Senators"]),
        (
            "Count former Mexican President Ana Ruiz among those who laughed.",
            "Ana Ruiz",
            ["former Mexican President"],
        ),
        ("With Oduya becoming president, Ana Ruiz said, much will change.", "Ana Ruiz", []),
        ("Senator Bo Lind, his supporters and all Greens were sorry.", "Bo Lind", ["Senator"]),
    ],
)
def test_a_title_is_what_the_person_is_called(text: str, name: str, titles: list[str]) -> None:
    assert [role.title for role in actor(text, name).roles] == titles


def test_a_line_of_capitals_makes_nobody() -> None:
    text = "THE SYRIAN REFUGEE CRISIS, IN PICTURES\n\nThe camp is full, Ana Oduya said."
    assert [one.name for one in read(text).actors if one.type == "person"] == ["Ana Oduya"]
