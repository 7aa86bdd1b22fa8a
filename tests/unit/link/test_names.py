"""Two names, and how they stand to each other."""

import pytest

from regesta.link.names import kinship, parse_name

SAME = [
    ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
    ("President Luiz Inácio Lula da Silva", "Luiz Inacio Lula da Silva"),
    ("Moon Jae-in", "Moon Jae In"),
    ("Kim Jong Un", "Kim Jong-un"),
    ("Gen. Abdel Fattah al-Burhan", "Abdel-Fattah Al-Burhan"),
    ("Ghani Baradar", "Mullah Abdul Ghani Baradar"),
    ("Ursula von der Leyen’s", "Ursula von der Leyen"),
    ("Dr Amina Mohammed", "Amina Mohammed"),
]
VARIANT = [
    ("Zabihullah Mujahid", "Zabiullah Mujahid"),
    ("Sergei Lavrov", "Sergey Lavrov"),
    ("Volodymyr Zelensky", "Vladimir Zelenskiy"),
    ("Mohamed Bazoum", "Mohammed Bazoum"),
    ("Osama bin Laden", "Usama Bin Laden"),
    ("Ayman al-Zawahiri", "Aiman Al Zawahiri"),
    ("Bill Gates", "William Gates"),
    ("Dmitry Peskov", "Dmitriy Peskov"),
]
PART = [
    ("Tayyip Erdogan", "Recep Tayyip Erdogan"),
    ("George Bush", "George W. Bush"),
    ("Vladimir Putin", "Vladimir Vladimirovich Putin"),
    ("Nana Akufo-Addo", "Nana Addo Dankwa Akufo-Addo"),
]
DIFFERENT = [
    ("Wang Yi", "Wang Yu"),
    ("Wang Yi", "Wang Wei"),
    ("Zhang Wei", "Zheng Wei"),
    ("Ashraf Ghani", "Abdul Ghani Baradar"),
    ("Ashraf Ghani", "Ghani Baradar"),
    ("George H.W. Bush", "George W. Bush"),
    ("Raúl Castro", "Fidel Castro"),
    ("Kim Jong-un", "Kim Jong-il"),
    ("Kim Yo-jong", "Kim Jong-un"),
    ("Saud al-Faisal", "Turki al-Faisal"),
    ("Mahinda Rajapaksa", "Gotabaya Rajapaksa"),
    ("Lech Kaczyński", "Jarosław Kaczyński"),
    ("Bill Clinton", "Hillary Clinton"),
    ("Vitali Klitschko", "Wladimir Klitschko"),
    ("Hun Sen", "Hun Manet"),
    ("Justin Trudeau", "Pierre Trudeau"),
    ("Laurent Kabila", "Joseph Kabila"),
    ("Ali Khamenei", "Ali Khatami"),
    ("Li Keqiang", "Li Qiang"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_one_name_in_other_dress_is_the_same(left: str, right: str) -> None:
    assert kinship(parse_name(left), parse_name(right)) == "same"


@pytest.mark.parametrize(("left", "right"), VARIANT)
def test_two_spellings_of_a_name_are_variants(left: str, right: str) -> None:
    assert kinship(parse_name(left), parse_name(right)) == "variant"


@pytest.mark.parametrize(("left", "right"), PART)
def test_a_shorter_form_with_the_family_name_is_a_part(left: str, right: str) -> None:
    assert kinship(parse_name(left), parse_name(right)) == "part"


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_near_equal_names_are_different_people(left: str, right: str) -> None:
    assert kinship(parse_name(left), parse_name(right)) == "different"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Wang Yi", "Yi Wang", "swapped"),
        ("V. Putin", "Vladimir Putin", "initials"),
        ("Merkel", "Angela Merkel", "bare"),
        ("Mr Burhan", "Abdel Fattah al-Burhan", "bare"),
        ("Xi", "Xi Jinping", "given"),
        ("bin Laden", "Osama bin Laden", "bare"),
        ("King Salman", "Mohammed bin Salman", "unlike"),
        ("Mullah Baradar Akhund", "Abdul Ghani Baradar", "bare"),
        ("Mohammed bin Salman", "Mohammed bin Salman Al Saud", "prefix"),
        ("Abdul Ghani", "Ashraf Ghani", "unlike"),
        ("Ghani", "Abdul Ghani Baradar", "unlike"),
        ("Merkel", "Macron", "different"),
    ],
)
def test_weaker_kinds_of_kinship(left: str, right: str, expected: str) -> None:
    assert kinship(parse_name(left), parse_name(right)) == expected
    assert kinship(parse_name(right), parse_name(left)) == expected


def test_ranks_and_courtesy_are_no_part_of_a_name() -> None:
    assert parse_name("Former Foreign Minister Dr. Ana Silva Jr.").words == ("ana", "silva")


def test_a_surname_that_looks_like_a_rank_is_kept() -> None:
    assert parse_name("Stephen King").words == ("stephen", "king")
