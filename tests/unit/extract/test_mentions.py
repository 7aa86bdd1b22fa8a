"""Who is named where: short passages in the project's own words, from all over the world.

Each case gives a passage, what must be found as `words > actor`, and words that must be no mention.
"""

from __future__ import annotations

import pytest

from regesta.extract.mentions import Cast, cast, first_person
from regesta.parse import parse
from regesta.records import Actor, Document, Mention, Parse


def read(text: str) -> tuple[Parse, Cast]:
    parsed = parse(Document(id="d" * 8, name="fixture.txt", text=text))
    return parsed, cast(parsed)


def pairs(text: str) -> list[tuple[str, str]]:
    _, who = read(text)
    return [(one.text, who.actor(one.actor).name) for one in who.mentions]


def actor(text: str, name: str) -> Actor:
    _, who = read(text)
    found = [one for one in who.actors if one.name == name]
    assert found, [one.name for one in who.actors]
    return found[0]


def mention(text: str, words: str) -> Mention:
    _, who = read(text)
    return next(one for one in who.mentions if one.text == words)


def check(text: str, expected: str, absent: str) -> None:
    found = pairs(text)
    for item in filter(None, expected.split("; ")):
        words, _, name = item.partition(" > ")
        assert (words, name) in found, f"{item!r} not in {found}"
    for words in filter(None, absent.split("; ")):
        assert words not in [one for one, _ in found], f"{words!r} is in {found}"


STATES = [
    (
        "Oslo warned that Norway would not send more ships to the Red Sea.",
        "Oslo > Norway; Norway > Norway",
        "Red Sea",
    ),
    ("Talks resumed in Oslo on Friday after a week of silence.", "", "Oslo"),
    (
        "The Kremlin denied that Moscow had moved missiles into Belarus.",
        "Kremlin > Russia; Moscow > Russia; Belarus > Belarus",
        "",
    ),
    ("Residents of Moscow queued for hours outside the bank.", "", "Moscow"),
    (
        "Downing Street said Britain would answer in kind.",
        "Downing Street > United Kingdom; Britain > United Kingdom",
        "",
    ),
    ("Burma freed dozens of prisoners, its neighbours said.", "Burma > Myanmar; its > Myanmar", ""),
    (
        "The UAE and Saudi Arabia agreed to pump more oil.",
        "UAE > United Arab Emirates; Saudi Arabia > Saudi Arabia",
        "",
    ),
    ("A plane from Nairobi landed in Kigali at dawn.", "", "Nairobi; Kigali"),
    ("Nairobi accused Kigali of arming the rebels.", "Nairobi > Kenya; Kigali > Rwanda", ""),
    ("Protesters marched through Tbilisi while Georgia's parliament sat.", "", "Tbilisi"),
    (
        "Washington urged Ankara to lift its veto.",
        "Washington > United States; Ankara > Turkey; its > Turkey",
        "",
    ),
    ("He studied at the University of Washington before moving to Chicago.", "", "Washington; Chicago"),
    ("The Soviet Union broke apart in 1991.", "Soviet Union > Soviet Union", ""),
    ("Islamabad's envoy left New Delhi on Sunday.", "", "New Delhi"),
    ("New Delhi's decision surprised Colombo.", "New Delhi > India; Colombo > Sri Lanka", ""),
    ("Kinshasa fell silent as the curfew began.", "", ""),
    (
        "The Philippines lodged a protest with Beijing over the shoal.",
        "Philippines > Philippines; Beijing > China",
        "",
    ),
    (
        "Afghans and Pakistanis have traded here for centuries.",
        "Afghans > people of Afghanistan; Pakistanis > people of Pakistan",
        "",
    ),
    ("A 10,000 US dollar reward was offered for the painting.", "", "US"),
    ("Flights to Doha, Cairo and Amman were cancelled.", "", "Doha; Cairo; Amman"),
]

PERSONS = [
    (
        "Ghanaian President John Mahama met Kenya's leader on Tuesday. Mahama later flew home.",
        "John Mahama > John Mahama; Mahama > John Mahama",
        "Ghanaian",
    ),
    (
        "Foreign Minister Penny Wong said the visit went well. Wong will return in May.",
        "Penny Wong > Penny Wong; Wong > Penny Wong",
        "Foreign Minister",
    ),
    (
        "Lina Khatib, a researcher at Chatham House, said the deal was fragile.",
        "Lina Khatib > Lina Khatib; Chatham House > Chatham House",
        "",
    ),
    (
        "Prime Minister Anwar Ibrahim spoke to Ibrahim Traore by telephone.",
        "Anwar Ibrahim > Anwar Ibrahim; Ibrahim Traore > Ibrahim Traore",
        "",
    ),
    ("Defence Secretary Lloyd Austin arrived in Austin, Texas.", "Lloyd Austin > Lloyd Austin", "Texas"),
    (
        "Jordan's king received Jordan Peters, an aid worker from Leeds.",
        "Jordan's king > Jordan's king; Jordan Peters > Jordan Peters",
        "Leeds",
    ),
    (
        "Wang Yi and Wang Yu were not in the same room, a diplomat said.",
        "Wang Yi > Wang Yi; Wang Yu > Wang Yu",
        "",
    ),
    (
        "President Salva Kiir dismissed Vice President Riek Machar, state radio said.",
        "Salva Kiir > Salva Kiir; Riek Machar > Riek Machar",
        "",
    ),
    (
        "Crown Prince Mohammed bin Salman will host the summit.",
        "Mohammed bin Salman > Mohammed bin Salman",
        "",
    ),
    (
        "Ursula von der Leyen told lawmakers that the talks had failed.",
        "Ursula von der Leyen > Ursula von der Leyen; lawmakers > lawmakers",
        "",
    ),
    (
        "“We are ready,” said General Abdel Fattah al-Burhan, who heads the army.",
        "Abdel Fattah al-Burhan > Abdel Fattah al-Burhan",
        "",
    ),
    (
        "Kim Jong-un watched the launch with Kim Yo-jong, his sister.",
        "Kim Jong-un > Kim Jong-un; Kim Yo-jong > Kim Yo-jong",
        "",
    ),
    ("Mr Okafor, 54, a farmer from Jos, lost his herd.", "Okafor > Okafor; his > Okafor", "Jos"),
    (
        "The airport, named after Leonardo da Vinci International Airport's founder, was shut.",
        "",
        "Leonardo da Vinci International Airport",
    ),
    ("Hurricane Maria tore through the island on Monday.", "", "Hurricane Maria; Monday"),
    ("The Abraham Accords were signed in September.", "", "Abraham Accords; September"),
    ("King Charles III opened the hospital.", "Charles III > Charles III", ""),
    ("Larry King interviewed the senator for Larry King Live.", "Larry King > Larry King", ""),
    (
        "Secretary of State Antony Blinken and Sergei Lavrov did not shake hands.",
        "Antony Blinken > Antony Blinken; Sergei Lavrov > Sergei Lavrov",
        "",
    ),
    (
        "Ashraf Ghani left; Abdul Ghani Baradar arrived. Baradar was greeted by a crowd.",
        "Ashraf Ghani > Ashraf Ghani; Abdul Ghani Baradar > Abdul Ghani Baradar; Baradar > Abdul Ghani Baradar",
        "",
    ),
    (
        "Rosa Delgado, 41, who sells bread in Quito, said prices had doubled.",
        "Rosa Delgado > Rosa Delgado",
        "Quito",
    ),
    ("Climate Change Rally Draws Thousands", "", "Climate Change; Climate Change Rally"),
    (
        "The Belt and Road Initiative will reach the port of Gwadar.",
        "",
        "Road Initiative; Belt; Gwadar; Belt and Road Initiative",
    ),
    ("Mali's transitional leader, Assimi Goita, signed the decree.", "Assimi Goita > Assimi Goita", ""),
    (
        "Speaking to the BBC, economist Nadia Ferhat called the budget reckless.",
        "Nadia Ferhat > Nadia Ferhat; BBC > BBC",
        "",
    ),
    ("Opposition leader Bobi Wine was arrested again, his lawyer said.", "Bobi Wine > Bobi Wine", ""),
    ("The Monday session of the Geneva talks began late.", "", "Monday; Geneva"),
    (
        "Justin Trudeau and his minister Chrystia Freeland disagreed. Freeland resigned.",
        "Justin Trudeau > Justin Trudeau; Freeland > Chrystia Freeland",
        "",
    ),
    (
        "Nguyen Phu Trong led Vietnam's Communist Party for a decade.",
        "Nguyen Phu Trong > Nguyen Phu Trong; Vietnam > Vietnam",
        "",
    ),
    ("Martin Luther King Day fell on a Monday.", "", "Martin Luther King Day"),
]

BODIES = [
    (
        "The World Bank and the IMF froze their programmes in Niger.",
        "World Bank > World Bank; IMF > International Monetary Fund; Niger > Niger",
        "",
    ),
    (
        "UNHCR said more tents were needed, and the agency appealed for money.",
        "UNHCR > UNHCR; the agency > UNHCR",
        "",
    ),
    (
        "The World Health Organization (WHO) praised Uganda. The WHO will send doctors.",
        "World Health Organization > World Health Organization; WHO > World Health Organization",
        "",
    ),
    (
        "Hamas rejected the offer. The group said it wanted guarantees.",
        "Hamas > Hamas; The group > Hamas; it > Hamas",
        "",
    ),
    ("Boko Haram fighters burned two villages, the army said.", "Boko Haram fighters > Boko Haram", ""),
    (
        "Al-Shabaab claimed the blast; al-Shabaab has fought Mogadishu since 2007.",
        "Al-Shabaab > al-Shabaab; al-Shabaab > al-Shabaab; Mogadishu > Somalia",
        "",
    ),
    ("The militant group Hezbollah buried a commander.", "Hezbollah > Hezbollah", "The militant group"),
    (
        "Agence France-Presse reported the arrest, citing the Guardian newspaper.",
        "Agence France-Presse > Agence France-Presse",
        "",
    ),
    (
        "Xinhua said the ship had left port, while Kyodo News put it elsewhere.",
        "Xinhua > Xinhua News Agency; Kyodo News > Kyodo News",
        "",
    ),
    (
        "The Chinese Communist Party will hold its congress in autumn. The party chose a new leader.",
        "Chinese Communist Party > Chinese Communist Party; The party > Chinese Communist Party",
        "",
    ),
    (
        "According to Le Monde, the minister knew. The newspaper cited two letters.",
        "Le Monde > Le Monde; The newspaper > Le Monde",
        "",
    ),
    (
        "Republicans in the Senate blocked the bill; Democrats walked out.",
        "Republicans > Republican Party; Democrats > Democratic Party",
        "",
    ),
    (
        "The Norwegian Refugee Council warned of famine.",
        "Norwegian Refugee Council > Norwegian Refugee Council",
        "Norwegian",
    ),
    (
        "British Airways cancelled forty flights from Accra.",
        "British Airways > British Airways",
        "British; Accra",
    ),
    (
        "Lund University published the findings; the university thanked its donors.",
        "Lund University > Lund University; the university > Lund University",
        "",
    ),
    ("Houthi rebels fired on a tanker flying the Greek flag.", "Houthi rebels > Houthis", "Greek"),
    (
        "Amnesty International and Human Rights Watch accused the junta of torture.",
        "Amnesty International > Amnesty International; Human Rights Watch > Human Rights Watch",
        "",
    ),
    (
        "The African Union suspended Gabon. The bloc will meet again in June.",
        "African Union > African Union; Gabon > Gabon",
        "",
    ),
    ("The sun set over the guardian statue at dawn market.", "", "sun; guardian; dawn"),
    ("A group of tourists was rescued near the glacier.", "", "A group; Greek"),
    ("He bought shell casings and an apple.", "", "shell; apple"),
    (
        "Ekho Moskvy was taken off the air, Kommersant wrote.",
        "Ekho Moskvy > Ekho Moskvy; Kommersant > Kommersant",
        "",
    ),
    (
        "NATO and the EU condemned the vote; Brussels prepared sanctions.",
        "NATO > NATO; EU > European Union",
        "",
    ),
    (
        "The M23 took Goma in January, and M23 leaders entered the city.",
        "M23 > M23; M23 leaders > M23",
        "Goma",
    ),
    ("The bank raised its rate after the meeting.", "", "The bank"),
    (
        "The Wagner Group left Bakhmut. Wagner lost thousands of men there.",
        "Wagner Group > Wagner Group; Wagner > Wagner Group",
        "Bakhmut",
    ),
    ("Richard Wagner wrote the opera in Zurich.", "Richard Wagner > Richard Wagner", "Zurich"),
    ("Tata Steel will close the furnace.", "", "Steel"),
    (
        "The Islamic State group said its men had carried out the attack.",
        "Islamic State group > Islamic State",
        "",
    ),
    ("IS claimed nothing this time.", "", "IS"),
]

ORGANS = [
    (
        "The Chinese foreign ministry rejected it, and the ministry accused Tokyo of bad faith.",
        "The Chinese foreign ministry > Chinese foreign ministry; "
        "the ministry > Chinese foreign ministry; Tokyo > Japan",
        "Chinese",
    ),
    (
        "Russia expelled three diplomats. Foreign Ministry spokeswoman Maria Zakharova gave no reason.",
        "Foreign Ministry > Russian foreign ministry; Maria Zakharova > Maria Zakharova",
        "",
    ),
    (
        "Egypt recalled its ambassador. Its embassy in Khartoum stayed open.",
        "Its embassy in Khartoum > Egyptian embassy; its ambassador > its ambassador",
        "Khartoum",
    ),
    (
        "The Indian embassy in Kyiv told its citizens to leave.",
        "The Indian embassy in Kyiv > Indian embassy; its citizens > Indian citizens",
        "",
    ),
    (
        "Ethiopian troops crossed the border, and Eritrean forces followed.",
        "Ethiopian troops > Ethiopian military; Eritrean forces > Eritrean military",
        "Ethiopian",
    ),
    ("The Israeli military said soldiers had found a tunnel.", "The Israeli military > Israeli military", ""),
    ("The Syrian government called the talks useful.", "The Syrian government > Syria", ""),
    ("The Taliban government has banned poppy farming.", "The Taliban government > Taliban", ""),
    (
        "Rebels toppled the Syrian government in twelve days.",
        "the Syrian government > former Syrian government",
        "",
    ),
    ("The two sides hope to form a government by March.", "", "a government"),
    (
        "Pakistan's army spokesman said the Pakistani army had lost four men.",
        "the Pakistani army > Pakistani military",
        "",
    ),
    (
        "A Houthi delegation flew to Riyadh. The delegation will stay a week.",
        "A Houthi delegation > Houthis delegation; The delegation > Houthis delegation",
        "Riyadh",
    ),
    (
        "The Ministry of Defence in London declined to comment.",
        "The Ministry of Defence > British defence ministry",
        "London",
    ),
    ("Ukraine's Ministry of Internal Affairs named the dead.", "", "Ukraine"),
    (
        "Brazil's Supreme Court ordered the platform to pay.",
        "Brazil's Supreme Court > Brazilian court",
        "Brazil",
    ),
    (
        "North Korean state media showed the missile.",
        "North Korean state media > North Korean state media",
        "",
    ),
    ("The Turkish central bank has cut rates again.", "The Turkish central bank > Turkish central bank", ""),
    ("Police in Lagos fired tear gas.", "", "Lagos"),
    (
        "Cuba's deputy foreign minister, Carlos Fernandez, met the Cuban ambassador.",
        "Carlos Fernandez > Carlos Fernandez",
        "",
    ),
    ("An extraordinary government session was held at noon.", "", "government"),
]

GROUPS = [
    (
        "The Afghan people deserve peace, the envoy said.",
        "The Afghan people > people of Afghanistan",
        "Afghan",
    ),
    ("Analysts say the currency will fall further.", "Analysts > Analysts", ""),
    ("CCP insiders describe a bitter quarrel.", "CCP insiders > CCP insiders", "CCP"),
    (
        "Rohingya refugees fled to Bangladesh, aid workers said.",
        "aid workers > aid workers; Bangladesh > Bangladesh",
        "",
    ),
    ("Western nations have promised weapons.", "Western nations > Western nations", ""),
    (
        "A senior Iraqi official confirmed the strike.",
        "A senior Iraqi official > A senior Iraqi official",
        "Iraqi",
    ),
    ("Residents and shopkeepers fled the gunfire.", "Residents > Residents; shopkeepers > shopkeepers", ""),
    (
        "Japan and South Korea traded accusations before both countries recalled their envoys.",
        "Japan > Japan; South Korea > South Korea",
        "",
    ),
    ("Colombian rebels and Venezuelan guards share the crossing.", "Colombian rebels > Colombian rebels", ""),
    ("It was an expert opinion, not a leader article.", "", "It; an expert; a leader"),
    ("Student loans and worker safety were on the agenda.", "", "Student; worker"),
    ("The official language of the region is Tamil.", "", "The official; Tamil"),
    ("Fighter jets circled over the stadium.", "", "Fighter"),
    ("The leading group of cyclists crashed.", "", "The leading group"),
]

RETURNING = [
    ("Claudia Sheinbaum, Mexico's president, said her government would wait.", "her government > Mexico", ""),
    (
        "The European Union will not yield. The 27-nation bloc meets on Thursday.",
        "The 27-nation bloc > European Union",
        "Thursday",
    ),
    (
        "Sudan's army accused the RSF of shelling a camp. The Rapid Support Forces (RSF) denied it.",
        "RSF > Rapid Support Forces",
        "",
    ),
    ("Mr. King, 82, smiled. Larry King had asked Carlos Slim to stay.", "King > Larry King", ""),
    (
        "The spokesperson of the Ministry of Health of Peru, Anabel Quispe, declined.",
        "Anabel Quispe > Anabel Quispe",
        "The spokesperson",
    ),
    ("“Our general is wrong,” Ruth Bader said. He was not there.", "", "He"),
    ("It was a clear day in Chile.", "", "It"),
    ("Peru declared an emergency. Thousands fled the country after the quake.", "the country > Peru", ""),
    ("Zimbabwe borders Zambia. Zambia closed the crossing, and traders left the country.", "", ""),
    ("Georgia's president met the chancellor. She promised reforms.", "", ""),
    ("Ana Brnabic met Edi Rama. He thanked her for the welcome.", "He > Edi Rama; her > Ana Brnabic", ""),
    ("Finland closed its border. It blamed Russia.", "its > Finland; It > Finland", ""),
    ("It is raining in Finland, and it was clear that flights would stop.", "", "It; it"),
    (
        "Spokesman John Kirby gave no date. The spokesman did not rule out a delay.",
        "The spokesman > John Kirby",
        "",
    ),
    ("Rwanda denied the charge. The country's army said it had no men there.", "", ""),
    ("China was the first country to send an ambassador to Kabul.", "", "the first country; Kabul"),
    (
        "Iran said it would reply. Tehran later withdrew its threat.",
        "it > Iran; Tehran > Iran; its > Iran",
        "",
    ),
    ("The minister, who resigned in May, denied everything.", "", "May"),
    ("Serbia and Kosovo signed; the two countries will exchange liaison officers.", "", "the two countries"),
    ("The volcano erupted and its ash covered Guatemala.", "Guatemala > Guatemala", "its"),
    ("Ministers met Claudia Sheinbaum before she left.", "she > Claudia Sheinbaum", ""),
    (
        "Emmanuel Macron met Giorgia Meloni. “He is a friend,” she said.",
        "she > Giorgia Meloni; He > Emmanuel Macron",
        "",
    ),
]


@pytest.mark.parametrize(("text", "expected", "absent"), STATES)
def test_states_and_capitals_are_actors_only_when_they_act(text: str, expected: str, absent: str) -> None:
    check(text, expected, absent)


@pytest.mark.parametrize(("text", "expected", "absent"), PERSONS)
def test_persons_are_told_from_places_and_things(text: str, expected: str, absent: str) -> None:
    check(text, expected, absent)


@pytest.mark.parametrize(("text", "expected", "absent"), BODIES)
def test_bodies_are_known_by_name_acronym_and_kind(text: str, expected: str, absent: str) -> None:
    check(text, expected, absent)


@pytest.mark.parametrize(("text", "expected", "absent"), ORGANS)
def test_organs_belong_to_their_country(text: str, expected: str, absent: str) -> None:
    check(text, expected, absent)


@pytest.mark.parametrize(("text", "expected", "absent"), GROUPS)
def test_groups_and_unnamed_speakers_are_actors(text: str, expected: str, absent: str) -> None:
    check(text, expected, absent)


@pytest.mark.parametrize(("text", "expected", "absent"), RETURNING)
def test_words_that_point_back(text: str, expected: str, absent: str) -> None:
    check(text, expected, absent)


MANDATE = (
    "Ghana's Foreign Minister Samuel Okudzeto met the World Bank and the IMF. “We will pay,” he said. "
    "“Our country keeps its word.”"
)


def test_conjuncts_are_found_from_the_first_of_them() -> None:
    parsed, who = read(MANDATE)
    bank = parsed.words.index("Bank")
    assert [who.actor(one).name for one in who.actors_at(bank)] == [
        "World Bank",
        "International Monetary Fund",
    ]


def test_two_countries_share_one_noun() -> None:
    parsed, who = read("Uzbek and Tajik forces will train with the Kazakh army.")
    forces = parsed.words.index("forces")
    assert [who.actor(one).country for one in who.actors_at(forces)] == ["UZB", "TJK"]


def test_both_countries_are_the_two_named_before() -> None:
    parsed, who = read("Japan and South Korea argued until both countries recalled their envoys.")
    countries = parsed.words.index("countries")
    assert [who.actor(one).country for one in who.actors_at(countries)] == ["JPN", "KOR"]


@pytest.mark.parametrize(
    ("text", "word", "country"),
    [
        ("The Danish navy sailed.", "Danish", "DNK"),
        ("Chile's court ruled.", "Chile", "CHL"),
        ("US troops landed.", "US", "USA"),
        ("A danish was eaten.", "danish", None),
        ("The turkey escaped from the farm.", "turkey", None),
    ],
)
def test_adjectives_and_possessors_point_to_their_state(text: str, word: str, country: str | None) -> None:
    parsed, who = read(text)
    found = who.state_of(parsed.words.index(word))
    assert (who.actor(found).country if found else None) == country


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Taliban spokesman Zabihullah Mujahid spoke.", "spokesman", "Zabihullah Mujahid"),
        ("The French ambassador, Joel Meyer, left Bamako.", "ambassador", "Joel Meyer"),
        ("Hamas, a militant group, agreed.", "group", "Hamas"),
        ("Anita Alvarez is a doctor in Lima.", "doctor", "Anita Alvarez"),
        ("The minister, Paulo Guedes, who resigned, denied it.", "who", "Paulo Guedes"),
        ("The spokesman for the weather service smiled.", "weather", None),
    ],
)
def test_titles_descriptions_and_relatives_stand_for_their_person(
    text: str, word: str, name: str | None
) -> None:
    parsed, who = read(text)
    found = who.actor_at(parsed.words.index(word))
    assert (who.actor(found).name if found else None) == name


@pytest.mark.parametrize(
    ("text", "name", "type_", "country", "sector"),
    [
        ("Hezbollah fired rockets.", "Hezbollah", "armed_group", "LBN", "REB"),
        ("Xinhua reported it.", "Xinhua News Agency", "media", "CHN", "JRN"),
        ("German Chancellor Olaf Scholz spoke.", "Olaf Scholz", "person", "DEU", "GOV"),
        ("Hezbollah leader Naim Qassem spoke.", "Naim Qassem", "person", "LBN", "REB"),
        ("Kenyan police shot at the crowd.", "Kenyan police", "government", "KEN", "COP"),
        ("The Indian foreign ministry denied it.", "Indian foreign ministry", "ministry", "IND", "GOV"),
        ("Oxfam sent blankets.", "Oxfam", "ngo", None, "NGO"),
        ("Toyota will build the plant.", "Toyota", "company", "JPN", "BUS"),
    ],
)
def test_type_country_and_sector(text: str, name: str, type_: str, country: str | None, sector: str) -> None:
    found = actor(text, name)
    assert (found.type, found.country, found.sector) == (type_, country, sector)


@pytest.mark.parametrize(
    ("text", "name", "title", "organisation"),
    [
        (
            "Iraq's acting Oil Minister Hayan Abdul Ghani spoke.",
            "Hayan Abdul Ghani",
            "acting Oil Minister",
            "Iraq",
        ),
        (
            "Mona Lind, a professor at Lund University, agreed.",
            "Mona Lind",
            "professor at Lund University",
            None,
        ),
        ("Its chairman, Bola Tinubu, agreed.", "Bola Tinubu", "chairman", None),
        ("Former Finnish premier Sanna Marin agreed.", "Sanna Marin", "Former Finnish premier", None),
    ],
)
def test_roles_are_kept_with_their_words(text: str, name: str, title: str, organisation: str | None) -> None:
    roles = actor(text, name).roles
    assert [(one.title, one.organisation) for one in roles] == [(title, organisation)]
    assert all(title in span.cut(text) for one in roles for span in one.evidence)


def test_an_outlets_words_about_a_group_are_framing() -> None:
    text = "Boko Haram struck again. The hardline Islamist group burned a market."
    assert mention(text, "The hardline Islamist group").framing == "hardline islamist group"
    assert mention(text, "Boko Haram").framing is None


def test_a_description_joins_the_person_named_later() -> None:
    text = (
        "Brazil's foreign minister has arrived. Brazilian Foreign Minister Mauro Vieira will stay two days."
    )
    assert ("Brazil's foreign minister", "Mauro Vieira") in pairs(text)


@pytest.mark.parametrize(
    ("word", "speaker", "name"),
    [
        ("We", "Samuel Okudzeto", "Ghana"),
        ("country", "Samuel Okudzeto", "Ghana"),
        ("We", "World Bank", "World Bank"),
        ("We", None, None),
    ],
)
def test_the_first_person_is_whoever_speaks(word: str, speaker: str | None, name: str | None) -> None:
    parsed, who = read(MANDATE)
    speaker_id = next((one.id for one in who.actors if one.name == speaker), None)
    found = first_person(who, parsed, parsed.words.index(word), speaker_id)
    assert (who.actor(found).name if found else None) == name


def test_every_mention_reproduces_its_words_and_names_a_known_actor() -> None:
    for text in [case[0] for case in STATES + PERSONS + BODIES + ORGANS + GROUPS + RETURNING]:
        _, who = read(text)
        ids = {one.id for one in who.actors}
        for one in who.mentions:
            assert text[one.start : one.end] == one.text
            assert one.actor in ids
        assert all(span.cut(text) for one in who.actors for span in one.evidence)


def test_reading_twice_gives_the_same_records() -> None:
    assert read(MANDATE)[1] == read(MANDATE)[1]


@pytest.mark.parametrize("text", ["-", "’s", "A-", "“", "May", "The", "X -", "&", "al-", "of the"])
def test_scraps_do_not_break_reading(text: str) -> None:
    _, who = read(text)
    assert len(who.mentions) <= 1


LOOKING_BACK = [
    # Organs and delegations of groups and states
    (
        "The Hamas health ministry counted 12 dead. The ministry gave no names.",
        "The Hamas health ministry > Palestinian health ministry; The ministry > Palestinian health ministry",
        "",
    ),
    (
        "A six-member delegation led by Fiji's trade minister landed on Monday. "
        "“[The] delegation is in good spirits,” the host said.",
        "A six-member delegation > Fiji delegation; [The] delegation > Fiji delegation",
        "",
    ),
    (
        "A Hezbollah delegation flew to Tehran. The four visiting Hezbollah envoys stayed for a week.",
        "The four visiting Hezbollah envoys > Hezbollah delegation",
        "",
    ),
    ("A delegation of teachers waited outside the hall.", "", "A delegation"),
    (
        "Praise came from the Omani government and state media.",
        "state media > Omani state media",
        "",
    ),
    (
        "Malta's labour party chose not to move its embassy staff from Lagos.",
        "",
        "Nigerian embassy",
    ),
    # Capitals after "from"
    ("The loan was seen as a gift from Beijing.", "Beijing > China", ""),
    ("Villagers received an invitation from Riyadh.", "Riyadh > Saudi Arabia", ""),
    ("The lorries came from Riyadh with dates.", "", "Riyadh"),
    # "it" and "their"
    (
        "“Chile will be our first customer, because it is ready to pay,” Ana Rojas said.",
        "it > Chile",
        "",
    ),
    ("Peru waited, because it is likely to rain.", "Peru > Peru", "it"),
    (
        "Abuja told Boko Haram fighters on Monday that Niger wanted gold from their villages.",
        "their > Boko Haram",
        "",
    ),
    ("Abuja told reporters that Niger had lost its patience.", "its > Niger", ""),
    (
        "Oslo told the Hamas delegation that Norway expected it to free the hostages.",
        "it > Hamas delegation",
        "",
    ),
    ("Norway is rich. Oslo wants it to pay for the bridge.", "", "it"),
    ("Hamas delegations have visited Doha and Cairo this month.", "Hamas delegations > Hamas", ""),
    # Offices whose bearer is named later
    (
        "Japan's top diplomat went home. Japanese Foreign Minister Ken Sato had been ill.",
        "Japan's top diplomat > Ken Sato",
        "",
    ),
    (
        "Chilean Foreign Minister Ana Rojas left early. Chile's top diplomat gave no reason.",
        "Chile's top diplomat > Ana Rojas",
        "",
    ),
    (
        "Chilean Finance Minister Ana Rojas left early. Peru's top diplomat gave no reason.",
        "Peru's top diplomat > Peru's top diplomat",
        "",
    ),
    (
        "Russia said its ambassador to Peru would stay. Talks with Ambassador Ivan Petrov begin today.",
        "its ambassador to Peru > Ivan Petrov",
        "",
    ),
    (
        "Russia recalled its ambassador to Peru. Russia kept its ambassador to Chile. "
        "Ambassador Ivan Petrov was silent.",
        "its ambassador to Peru > its ambassador to Peru; Ivan Petrov > Ivan Petrov",
        "",
    ),
    # "the country" is the one the report is about, not the one named last in passing
    (
        "Mali is dry. Mali's rivers have sunk, and Mali's farmers are poor. "
        "The junta of Mali won a loan from China.\n\nThe country will spend it on wells.",
        "The country > Mali",
        "",
    ),
    ("Kenya won a loan from China. The country is a big lender.", "The country > China", ""),
    # a firm that is named in passing has a country, but is none
    (
        "“No one will misuse Malian soil,” the envoy wrote on Twitter. "
        "Kenya pledged not to meddle in the country's affairs.",
        "the country > Mali",
        "",
    ),
    # Everybody is nobody in particular
    ("People say the bridge will hold.", "", "People"),
    ("The flood drove out 40 people.", "40 people > 40 people", ""),
]


@pytest.mark.parametrize(("text", "expected", "absent"), LOOKING_BACK)
def test_words_that_point_back_find_their_actor_or_none(text: str, expected: str, absent: str) -> None:
    check(text, expected, absent)


@pytest.mark.parametrize(
    ("text", "name", "title", "organisation"),
    [
        ("Russia kept its ambassador to Peru.", "its ambassador to Peru", "ambassador to Peru", "Russia"),
        ("The chief negotiator of the rebels said no.", "The chief negotiator", "chief negotiator", None),
        ("Lena Berg, 40, is tired. Berg once headed Interpol.", "Lena Berg", "head", "Interpol"),
    ],
)
def test_offices_told_in_other_words_are_roles(
    text: str, name: str, title: str, organisation: str | None
) -> None:
    assert (title, organisation) in [(role.title, role.organisation) for role in actor(text, name).roles]


@pytest.mark.parametrize(
    "text",
    ["Lena Berg, a lawyer, may head Interpol.", "Lena Berg, a lawyer, headed home."],
)
def test_a_body_not_yet_headed_is_no_role(text: str) -> None:
    assert "head" not in [role.title for role in actor(text, "Lena Berg").roles]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Separatists in the hills of Xinjiang laid down arms.", "Separatists", "CHN"),
        ("Armed rebels from Mali, Niger and other countries met.", "Armed rebels", None),
        ("Foreign fighters in Syria were told to leave.", "Foreign fighters", None),
    ],
)
def test_unnamed_fighters_belong_where_the_report_places_them(
    text: str, name: str, country: str | None
) -> None:
    assert actor(text, name).country == country


@pytest.mark.parametrize(
    ("text", "name", "sector"),
    [
        ("Rep. Lena Berg, of Iowa, voted no.", "Lena Berg", "LEG"),
        ("The letter was signed by Gen. Omar Said.", "Omar Said", "MIL"),
        ("Mr. Omar Said signed the letter.", "Omar Said", None),
        ("A police officer drew a gun, and an officer said so.", "an officer", None),
        ("The state attorney general said no.", "The state attorney general", "JUD"),
        ("The former secretary of state said no.", "The former secretary of state", "GOV"),
        ("The secretary said no.", "The secretary", None),
        ("Gunmen opened fire at the inn.", "Gunmen", "UAF"),
        ("Fjord News Service was the first to say so.", "Fjord News Service", "JRN"),
        ("The Fjord Ferry Service was the first to say so.", "Fjord Ferry Service", "GOV"),
    ],
)
def test_sectors_follow_the_rank_or_the_whole_title(text: str, name: str, sector: str | None) -> None:
    assert actor(text, name).sector == sector


CUT = [
    (
        "Crooked Lena Berg lost, her rival said. Lena Berg denied it.",
        "Lena Berg > Lena Berg",
        "Crooked Lena Berg",
    ),
    (
        "On Monday Gorbanguly Lena Berg said no. Lena was ill.",
        "Gorbanguly Lena Berg > Gorbanguly Lena Berg",
        "",
    ),
    (
        "Lena Berg Quits After A Week\n\nLena Berg, the mayor of Bergen, left on Monday. Berg was ill.",
        "Lena Berg > Lena Berg",
        "Lena Berg Quits",
    ),
    ("Angry Farmers Are Marching On Every Single Road!\n\nLena Berg joined them.", "", "Angry Farmers"),
    ("She is a Blue Valley Democrat who votes with us.", "", "Blue Valley Democrat"),
    ("Many Bavarians who came were wet.", "", "Bavarians > Bavarians"),
    ("Eli Lilly said it would pay.", "Eli Lilly > Eli Lilly", ""),
    ("NEW YORK - Lena Berg, a lawyer, said no.", "Lena Berg > Lena Berg", "YORK"),
    (
        "The Greens fear the bill. The trade group Fjordforum does not.",
        "",
        "The trade group",
    ),
    (
        "Hamas denied it. The group gave no proof, and the trade group kept silent.",
        "The group > Hamas",
        "the trade group",
    ),
    ("Lena Berg's self-imposed exile ended on Monday.", "Lena Berg > Lena Berg", ""),
]


@pytest.mark.parametrize(("text", "expected", "absent"), CUT)
def test_names_end_where_the_name_ends(text: str, expected: str, absent: str) -> None:
    check(text, expected, absent)


def test_a_firm_named_like_a_person_is_a_company() -> None:
    assert actor("Eli Lilly said it would pay.", "Eli Lilly").type == "company"


WHOSE = [
    ("A court in Lyon let him go.", "A court", "FRA", "JUD"),
    ("An Istanbul court let him go.", "An Istanbul court", "TUR", "JUD"),
    ("The Department of Fisheries has opened a probe.", "The Department of Fisheries", None, "GOV"),
    ("The Sindh government shut the schools.", "The Sindh government", "PAK", "GOV"),
    ("Police in Lagos held ten men.", "Police", "NGA", "COP"),
    ("NATO troops crossed the river.", "NATO troops", None, "MIL"),
    ("Iraqi warplanes hit the depot.", "Iraqi warplanes", "IRQ", "MIL"),
    ("Troops loyal to the general fired first.", "Troops", None, "MIL"),
    ("Anti-war groups will march on Sunday.", "Anti-war groups", None, None),
    ("Venezuela's opposition parties will not vote.", "Venezuela's opposition parties", "VEN", "OPP"),
    ("Nearly 70 countries have signed.", "Nearly 70 countries", None, "GOV"),
]


@pytest.mark.parametrize(("text", "words", "country", "sector"), WHOSE)
def test_who_acts_is_an_actor_even_where_not_all_is_known(
    text: str, words: str, country: str | None, sector: str | None
) -> None:
    _, who = read(text)
    found = who.actor(mention(text, words).actor)
    assert (found.country, found.sector) == (country, sector)


NOBODY = [
    ("My husband's Treasury said no.", "husband's Treasury"),
    ("Some in- members said no.", "- members"),
    ("He returned to the court after lunch.", "the court"),
    ("She left her office at noon.", "her office"),
    ("The coalition was the key military and political force in Chad.", "key military"),
    ("Rain fell on anti-war groups.", "anti-war groups"),
    ("The wind drove warplanes off course.", "warplanes"),
]


@pytest.mark.parametrize(("text", "words"), NOBODY)
def test_rooms_and_bystanders_are_no_actors(text: str, words: str) -> None:
    check(text, "", words)


TITLED = [
    ("Minister for Energy Lena Berg wept.", "Lena Berg > Lena Berg", "Energy Lena Berg"),
    ("Attorney-General Christian Berg wept.", "Christian Berg > Christian Berg", "Berg"),
]


@pytest.mark.parametrize(("text", "expected", "absent"), TITLED)
def test_a_title_with_its_field_is_no_part_of_the_name(text: str, expected: str, absent: str) -> None:
    check(text, expected, absent)


@pytest.mark.parametrize(
    "text",
    [
        "Lena Berg, not a minister, agreed.",
        "Lena Berg, never a minister of Norway, agreed.",
        "Lena Berg, no minister herself, agreed.",
        "Lena Berg came home.\n\nHOST: What did you see?\n\nBERG: Not one Norwegian soldier.",
        "Lena Berg came home.\n\nHOST: What did you see?\n\nBERG: One Norwegian minister.",
    ],
)
def test_what_somebody_is_not_or_speaks_of_is_no_role(text: str) -> None:
    found = actor(text, "Lena Berg")
    assert not found.roles and found.country is None


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Senate President, Lena Berg, will stay.", ["Senate President"]),
        ("After he met the President, Lena Berg said no.", []),
    ],
)
def test_an_office_between_commas_is_a_role_when_the_commas_close(text: str, titles: list[str]) -> None:
    assert [role.title for role in actor(text, "Lena Berg").roles] == titles


def test_the_office_of_a_person_speaks() -> None:
    text = "Kenyan President Lena Berg is ill. Berg's office denied it."
    assert mention(text, "Berg's office").form == "nominal"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Hassan Idriss, the governor, said that his son Omar Hassan Idriss had been freed. "
            "Idriss thanked the consul.",
            {"Hassan Idriss": ["Hassan Idriss", "Idriss"], "Omar Hassan Idriss": ["Omar Hassan Idriss"]},
        ),
        (
            "Ana Ruiz Paz spoke for her brother, Luis Ruiz Paz, on Monday. Luis Ruiz Paz was in court.",
            {"Ana Ruiz Paz": ["Ana Ruiz Paz"], "Luis Ruiz Paz": ["Luis Ruiz Paz", "Luis Ruiz Paz"]},
        ),
        (
            "Omar Hassan Tigani arrived on Monday. Omar Tigani will stay a week.",
            {"Omar Hassan Tigani": ["Omar Hassan Tigani", "Omar Tigani"]},
        ),
    ],
)
def test_relatives_who_share_a_name_are_two_persons(text: str, names: dict[str, list[str]]) -> None:
    found: dict[str, list[str]] = {}
    _, who = read(text)
    for one in who.mentions:
        if one.form == "name" and who.actor(one.actor).type == "person":
            found.setdefault(who.actor(one.actor).name, []).append(one.text)
    assert found == names


def test_a_description_before_a_title_is_the_person_of_the_title() -> None:
    text = "The militia denied it. Its spokesman, Brigadier Yusuf Adlan, accused Sudan of lying."
    assert [one.name for one in read(text)[1].actors if one.type == "person"] == ["Yusuf Adlan"]
    assert {role.title for role in actor(text, "Yusuf Adlan").roles} >= {"spokesman", "Brigadier"}


def test_counted_people_of_two_counts_are_others() -> None:
    text = "Two people close to the talks said so. Police in Lagos said that 23 people had been held."
    found = dict(pairs(text))
    assert found["Two people"] != found.get("23 people")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Peru sent troops to the border. The interior ministry said that calm had returned.", "PER"),
        (
            "Chad's delegation stayed on. Three Malian unions blocked the road. "
            "The interior ministry said that 23 people had been held.",
            None,
        ),
    ],
)
def test_an_unnamed_ministry_is_given_no_country_where_two_are_near(text: str, country: str | None) -> None:
    _, who = read(text)
    ministries = [one for one in who.actors if "interior ministry" in one.name]
    assert [one.country for one in ministries] in ([country], [] if country is None else [country])


@pytest.mark.parametrize(
    ("text", "words", "both"),
    [
        ("President William Ruto met Jonas Berg in Oslo. They agreed to meet again.", "They", True),
        ("President William Ruto invited Jonas Berg to Nairobi. Both condemned the raid.", "Both", True),
        (
            "William Ruto and Jonas Berg met. The two leaders discussed trade. They will meet again.",
            "They",
            True,
        ),
        ("President William Ruto met Jonas Berg. The rebels fled. They will be back.", "They", False),
        (
            "President William Ruto and his ministers met Jonas Berg in Oslo. They agreed to talk.",
            "They",
            False,
        ),
        ("President William Ruto met Jonas Berg and Ana Ruiz in Oslo. They agreed to talk.", "They", False),
    ],
)
def test_they_and_both_are_the_two_of_the_sentence_before(text: str, words: str, both: bool) -> None:
    parsed, who = read(text)
    token = max(i for i, word in enumerate(parsed.words) if word == words)
    names = {who.actor(one).name for one in who.actors_at(token)}
    assert (names == {"William Ruto", "Jonas Berg"}) is both, names


@pytest.mark.parametrize(
    ("text", "stands_for"),
    [
        ('"We hope it opens a door," said Lena Koch, the UN\'s coordinator in Sudan.', "United Nations"),
        ('"We hope to sign," said Omar Diallo, the Malian foreign minister.', "Mali"),
        ('"We heard shots," said Omar Diallo, a Malian farmer.', None),
        ('"We will fight on," said Taliban spokesman Omar Gul.', "Taliban"),
    ],
)
def test_we_is_the_body_its_speaker_acts_for(text: str, stands_for: str | None) -> None:
    parsed, who = read(text)
    speaker = next(one.id for one in who.actors if one.type == "person")
    found = first_person(who, parsed, parsed.words.index("We"), speaker)
    assert (who.actor(found).name if found else None) == stands_for


def test_a_counterpart_is_not_of_the_country_of_whom_he_is_the_counterpart() -> None:
    text = "Bolivian minister Ana Ruiz left. Her Chilean counterpart, Aurora Williams, called it rude."
    assert actor(text, "Aurora Williams").country == "CHL"


@pytest.mark.parametrize(
    ("text", "name", "country", "organisation"),
    [
        (
            "Kamchy Tash, who heads Kyrgyzstan's State Committee for National Security, told a paper so.",
            "Kamchy Tash",
            "KGZ",
            "State Committee for National Security",
        ),
        (
            "Ana Ruiz, who chairs the Peruvian central bank, said so.",
            "Ana Ruiz",
            "PER",
            "Peruvian central bank",
        ),
        ("Ana Ruiz, whose brother heads the Peruvian central bank, said so.", "Ana Ruiz", None, None),
        ("Ana Ruiz, who may head the Peruvian central bank, said so.", "Ana Ruiz", None, None),
    ],
)
def test_a_relative_clause_tells_what_a_person_heads(
    text: str, name: str, country: str | None, organisation: str | None
) -> None:
    found = actor(text, name)
    assert found.country == country
    assert [role.organisation for role in found.roles] == ([organisation] if organisation else [])


@pytest.mark.parametrize(
    ("text", "expected", "absent"),
    [
        ("Secretary Austin promised four radar sites. Austin left on Monday.", "Austin > Austin", ""),
        ("The secretary flew to Austin for the talks.", "", "Austin"),
        ("Eritrea was left out of the Pretoria agreement.", "Eritrea > Eritrea", "Pretoria"),
        ("UNHCR said that most were women and children.", "UNHCR > UNHCR", "women; children"),
    ],
)
def test_titles_places_and_what_somebody_is(text: str, expected: str, absent: str) -> None:
    check(text, expected, absent)


def test_an_agreement_named_after_a_capital_brings_no_state() -> None:
    _, who = read("Eritrea was left out of the Pretoria agreement.")
    assert [one.name for one in who.actors] == ["Eritrea"]


def test_a_court_in_a_seat_of_world_courts_is_of_no_country() -> None:
    _, who = read("The tribunal in The Hague ruled against it. A court in Lagos sat.")
    assert [one.country for one in who.actors if one.sector == "JUD"] in ([None, "NGA"], ["NGA"])


def test_the_elder_of_two_is_no_elder() -> None:
    assert actor("Omar Almeida was held. The elder Almeida denied it.", "Omar Almeida").roles == ()


@pytest.mark.parametrize(
    ("text", "words", "name", "country"),
    [
        (
            "Amir Gul, the Afghan foreign minister, met China's Wang Yi. Gul's ministry called it useful.",
            "Gul's ministry",
            "Afghan foreign ministry",
            "AFG",
        ),
        (
            "China wants to mine copper. Ana Ruiz met Lena Koch. Ruiz's ministry called it useful.",
            "Ruiz's ministry",
            "Ruiz's ministry",
            None,
        ),
    ],
)
def test_a_ministers_ministry_is_of_his_country_and_post(
    text: str, words: str, name: str, country: str | None
) -> None:
    assert (words, name) in pairs(text)
    assert actor(text, name).country == country


def test_who_hosts_a_broadcast_is_known_by_name_or_not_at_all() -> None:
    text = "HOST: Good evening. Did they agree?\n\nADA OKORO: They did.\n\nHOST: Thank you, Ada Okoro."
    assert [one.name for one in read(text)[1].actors] == ["ADA OKORO"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Chile raised its tariff on Monday. The Ministry of Trade said so.", "CHL"),
        # two countries share the report, and the one named last is not near
        (
            "Afghanistan opened a mine. Afghanistan will guard it, an Afghan minister vowed. "
            "A Chinese envoy said that China hoped for jobs. Rain fell. No dig will begin, the Culture Ministry said.",
            None,
        ),
        ("China will mine copper, Muttaqi's ministry wrote.", None),
    ],
)  # fmt: skip
def test_a_ministry_without_a_country_is_not_given_one_by_chance(text: str, country: str | None) -> None:
    _, who = read(text)
    last = [who.actor(one.actor) for one in who.mentions if "inistry" in one.text][-1]
    assert last.country == country


def test_one_ministry_is_not_the_ministry_named_before() -> None:
    assert "one ministry" not in dict(
        pairs("China's foreign ministry spoke. One ministry's paper says less.")
    )


@pytest.mark.parametrize(
    ("text", "somebody"),
    [
        ("China raised its tariff. It rained all day.", False),
        ("China raised its tariff. It took hours to reach the port.", False),
        ("China raised its tariff. It emerged that two ships had left.", False),
        ("China raised its tariff. It sent a plane too.", True),
        ("China raised its tariff. It took control of the port.", True),
    ],
)
def test_it_is_somebody_only_where_somebody_acts(text: str, somebody: bool) -> None:
    assert (("It", "China") in pairs(text)) is somebody


@pytest.mark.parametrize(
    ("text", "expected", "absent"),
    [
        (
            "Council members had no time. Haiti's envoy called on donors to honour what they promised.",
            "they > donors",
            "",
        ),
        (
            "The Security Council met. Council members left. Chad thanked the Council.",
            "the Council > United Nations Security Council",
            "",
        ),
        ("Member States must now fund it.", "", "States; Member States"),
        ("The RSF shelled the market. Sudan's army left.", "RSF > Rapid Support Forces", ""),
        ("The RSF, which ranks press freedom, spoke.", "", "RSF"),
    ],
)  # fmt: skip
def test_words_that_point_to_a_body_or_to_nobody(text: str, expected: str, absent: str) -> None:
    check(text, expected, absent)


def test_a_nominal_counterpart_is_of_the_country_it_comes_from() -> None:
    text = "The representative of Chile spoke. Her counterpart from China voted in favour."
    assert actor(text, "Her counterpart").country == "CHN"


def test_who_acts_for_a_body_of_states_is_of_its_sector() -> None:
    assert actor("The EU's Josep Berg announced a deal.", "Josep Berg").sector == "IGO"


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("Eliecer Chamorro, better known as Antonio Garcia, warned Peru. Garcia then left.", True),
        ("Abu Omar (real name: Karim Haddad) was held. Haddad is 40.", True),
        ("Eliecer Chamorro, who met Antonio Garcia, warned Peru. Garcia then left.", False),
        ("Eliecer Chamorro knows Antonio Garcia. Garcia then left.", False),
    ],
)
def test_two_names_of_one_person(text: str, one: bool) -> None:
    _, who = read(text)
    assert (len([each for each in who.actors if each.type == "person"]) == 1) is one


def test_ministers_of_two_states_are_two() -> None:
    parsed, who = read(
        "The foreign ministers of Saudi Arabia and Iran met on Thursday. They said flights would resume."
    )
    for word in ("ministers", "They"):
        found = who.actors_at(parsed.words.index(word))
        assert [who.actor(one).country for one in found] == ["SAU", "IRN"], word


def test_a_nuncio_and_a_rapporteur_are_persons() -> None:
    text = "Nicaragua expelled the apostolic nuncio, Waldemar Sommer. UN special rapporteur Lena Koch deplored it."
    assert {one.name for one in read(text)[1].actors if one.type == "person"} == {
        "Waldemar Sommer",
        "Lena Koch",
    }


def test_a_surname_is_whose_name_was_told_before_it_stood_there() -> None:
    text = (
        "Lima received Hugo Benítez Ayala, the foreign minister of Paraguay, on Tuesday. Benítez told reporters "
        "that the road was paid for. Carlos Benítez, who runs the state railway and is no relation, stayed away."
    )
    assert ("Benítez", "Hugo Benítez Ayala") in pairs(text)
    assert ("Carlos Benítez", "Carlos Benítez") in pairs(text)


def test_initials_of_two_bodies_are_those_of_the_one_that_was_named() -> None:
    text = "The Rapid Support Forces took Nyala. An RSF commander said the RSF leader's brother was safe."
    parsed, who = read(text)
    assert {one.name for one in who.actors if one.type in ("armed_group", "ngo")} == {"Rapid Support Forces"}
    commander = who.actor_at(parsed.words.index("commander"))
    assert commander is not None
    assert who.actor(commander).sector != "NGO"


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        (
            "Mali, Niger and Chad met in Accra. The three expelled the envoy.",
            "three",
            ["Mali", "Niger", "Chad"],
        ),
        (
            "Mali, Niger, Togo and Chad met. Peru wrote to the four countries.",
            "countries",
            ["Mali", "Niger", "Togo", "Chad"],
        ),
        ("Mali, Niger and Chad met in Accra. The four countries signed nothing.", "countries", []),
        ("Mali, Niger and Chad met in Accra. The three of them left early.", "three", []),
    ],
)
def test_a_number_counts_the_list_before_it(text: str, word: str, names: list[str]) -> None:
    parsed, who = read(text)
    found = who.groups.get(parsed.words.index(word), ())
    assert [who.actor(one).name for one in found] == names


def test_two_ministers_without_an_article_are_others() -> None:
    parsed, who = read("Ana Reyes met Omar Fayad. Two ministers resigned.")
    assert len(who.actors_at(parsed.words.index("ministers"))) == 1


def test_the_junta_is_not_that_of_the_state_that_happens_to_act() -> None:
    text = (
        "France pulled its troops out of Mali after a quarrel with the colonels. The junta told the UN to go."
    )
    parsed, who = read(text)
    junta = who.actor_at(parsed.words.index("junta"))
    assert junta is None or who.actor(junta).country != "FRA"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Up to 12 rebels surrendered.", "12 rebels"),
        ("The road opened on 1 June. At least 14 people were hurt.", "14 people"),
    ],
)
def test_a_name_does_not_begin_in_the_middle_of_at_least(text: str, name: str) -> None:
    assert name in {one.name for one in cast(parse(Document(id="0" * 64, name="x", text=text))).actors}


POINTING = [
    ("Rebels shelled the clinic in Uvira, its director, Jean Kabo Mwamba, said.", "", "Uvira"),
    (
        "The Guinean navy said it had stopped two tankers and freed their crews. Union leaders threatened a strike.",
        "",
        "their",
    ),
    (
        "Union leaders threatened a strike. The Guinean navy said it had stopped two tankers and freed their crews.",
        "it > Guinean military",
        "their",
    ),
    (
        "Musa Bello, a spokesman for Niger's president, said the president would not yield.",
        "Musa Bello > Musa Bello; Niger's president > Niger's president",
        "the president",
    ),
    (
        "Fiji's vice president, Ema Rabuka, flew to Suva. The president asked the navy for help.",
        "The president > The president",
        "",
    ),
    ("Kenya sent aid to Mali. The army fired on a crowd in Gao.", "The army > The army", ""),
    (
        "Ghana's watchdog charged Kofi Addo over funds for camps in Chad. The court refused him bail.",
        "",
        "The court",
    ),
    (
        "Libya's eastern government shut the border.",
        "Libya's eastern government > Libya's eastern government",
        "",
    ),
    ("Sudan's government thanked Kenya.", "Sudan's government > Sudan", ""),
    ("Prime Minister Sheikh Hasna fled to Kenya as crowds stormed her house.", "her > Hasna", ""),
    (
        "Oslo wrote to the Security Council. The minister said Norway would work with the agency.",
        "Security Council > United Nations Security Council",
        "the agency",
    ),
    (
        "Israel recalled its envoys. Israel Katzir, the foreign minister, spoke. Israel thanked Peru.",
        "Israel > Israel; Israel Katzir > Israel Katzir",
        "",
    ),
    ("Lima urged calm. The government blamed the miners for the deaths.", "", "The government"),
    ("Sabina Shoal was fortified, Manila said.", "Manila > Philippines", "Sabina Shoal"),
    ("The charity's convoy was held up at a bridge in Uvira.", "", "The charity's convoy"),
    (
        "The Foreign Ministry of the Republic of Zambia called the claim of the Kingdom of Morocco absurd.",
        "The Foreign Ministry of the Republic of Zambia > Zambian foreign ministry; Kingdom of Morocco > Morocco",
        "Republic; Kingdom",
    ),
    (
        "The Ministry of Health of Chad thanked the Federal Republic of Germany.",
        "The Ministry of Health of Chad > Chadian health ministry; Federal Republic of Germany > Germany",
        "",
    ),
]


@pytest.mark.parametrize(("text", "expected", "absent"), POINTING)
def test_what_points_back_needs_somebody_it_can_mean(text: str, expected: str, absent: str) -> None:
    check(text, expected, absent)


def test_the_director_of_a_clinic_is_no_rebel() -> None:
    roles = actor("Rebels of the M23 shelled the clinic, its director, Jean Kabo, said.", "Jean Kabo").roles
    assert {role.organisation for role in roles} <= {None}


def test_labour_leaders_speak_for_labour() -> None:
    assert actor("Labour leaders threatened to shut the port of Tema.", "Labour leaders").sector == "LAB"


TOWNLY = [
    (
        "Transport Minister Chanda Mwale promised to pay. Chanda Mwale left on Monday.",
        "Chanda Mwale > Chanda Mwale",
        "Chanda; Mwale",
    ),
    (
        "The pact was signed by Peru's trade minister, Chanda Quispe, in Lima. “It is fair,” Quispe said.",
        "Chanda Quispe > Chanda Quispe; Quispe > Chanda Quispe",
        "Chanda",
    ),
    # a town beside a name that nothing calls a person's
    ("Fans of Lahore Falcons threw stones at the police of Chanda.", "", "Lahore Falcons; Chanda"),
]


@pytest.mark.parametrize(("text", "expected", "absent"), TOWNLY)
def test_a_title_tells_a_person_named_as_a_town_is(text: str, expected: str, absent: str) -> None:
    check(text, expected, absent)


BOTH = (
    "Works Minister Juma Kessi of Tanzania said the pact was ready. "
    "It was signed by Kessi and Zambia's transport minister, Peter Mwale. "
)
TWO = [
    # neither is the subject of the sentence before: the report goes on with whom it began
    (BOTH + "“We shall begin in July,” he said.", "he", "Juma Kessi"),
    (
        BOTH + "“We shall begin in July,” Mwale said. The minister thanked the workers.",
        "The minister",
        "Peter Mwale",
    ),
    (
        BOTH + "“We shall begin in July,” he said. The minister thanked the workers.",
        "The minister",
        "Juma Kessi",
    ),
    (
        "The pact was signed by Works Minister Juma Kessi and by Transport Minister Peter Mwale. The minister smiled.",
        "The minister",
        "The minister",
    ),
]


@pytest.mark.parametrize(("text", "words", "name"), TWO)
def test_of_two_who_may_be_meant_it_is_the_one_the_report_tells_of_or_nobody(
    text: str, words: str, name: str
) -> None:
    assert dict(pairs(text))[words] == name
