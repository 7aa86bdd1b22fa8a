"""English is told from other languages; what is too short to tell is said to be so."""

import pytest

from regesta.errors import ReadError
from regesta.read.language import language_of


@pytest.mark.parametrize(
    "text",
    [
        "The minister said that the road is open.",
        "Oslo will lift the ban by May.",
        "Minister visits flooded town, promises help. The mayor said he was glad of it.",
        "China’s envoy spoke of “人类命运共同体” and said the two sides were of one mind on trade.",
        "The crowd shouted “¡No pasarán!” and “El pueblo unido jamás será vencido” as the police came in.",
        "El Salvador, Costa Rica, San José, Rio de Janeiro and La Paz are on the minister's list, she said.",
    ],
)
def test_english_is_english_whatever_it_quotes(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Le ministre a déclaré hier que la route serait ouverte avant la fin du mois, malgré les pluies "
            "qui ont emporté deux ponts dans la vallée et coupé plusieurs villages du reste du pays.",
            "French",
        ),
        (
            "El ministro dijo ayer que la carretera se abrirá antes de fin de mes, a pesar de las lluvias que "
            "se llevaron dos puentes en el valle y dejaron aislados a varios pueblos de la región.",
            "Spanish",
        ),
        (
            "Der Minister sagte gestern, dass die Straße trotz der Regenfälle noch vor Ende des Monats geöffnet "
            "werde; zwei Brücken im Tal waren weggerissen und mehrere Dörfer abgeschnitten worden.",
            "German",
        ),
        (
            "Министр заявил вчера, что дорога откроется до конца месяца, несмотря на дожди и разрушения.",
            "Russian",
        ),
        ("外交部发言人星期一表示,尽管下雨,这条公路将在月底前开放,并将重建两座桥梁。", "Chinese"),
        ("قال الوزير أمس إن الطريق سيفتح قبل نهاية الشهر رغم الأمطار التي جرفت جسرين في الوادي.", "Arabic"),
    ],
)
def test_another_language_is_named(text: str, name: str) -> None:
    with pytest.raises(ReadError, match=f"not in English .*{name}"):
        language_of(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no words"),
        ("1234 5678 --- 90", "no words"),
        ("Page not found", "too short"),
        ("Kabul Herat Kandahar Mazar Jalalabad", "too short to tell"),
    ],
)
def test_too_little_text_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        language_of(text)
