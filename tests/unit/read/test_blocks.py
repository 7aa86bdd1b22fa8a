"""Every line of a page gets the role a reader would give it.

The pages are written for the project; in each, `b` stands before a line of the body, and the other
letters before what is none: t title, n section, y byline, c caption, r teaser, x boilerplate,
g slogan; `|` carries a paragraph on. An empty line stands as it is.
"""

import pytest

from regesta.read.blocks import assign
from regesta.read.lines import split
from regesta.read.wording import is_byline

ROLES = {
    "b": "body", "t": "title", "n": "section", "y": "byline", "c": "caption", "r": "teaser",
    "x": "boilerplate", "g": "slogan",
}  # fmt: skip

PAGES = {
    "scraped wire story without a headline": """
b Norvania will send two hundred engineers to rebuild the bridges that floods tore away in March.
b The interior ministry said the first teams would leave on Friday.
r ALSO SEE: Harbour Tax Splits Coalition as Budget Vote Nears
b “We owe our neighbours this much,” minister Ines Okoro told reporters.
n Villages still cut off
b Four villages can be reached only by boat, aid workers say.
b Why the dam gate failed is not known, Reuters reported.
y - AFP with additional reporting and editing by Tom Quill
r ALSO SEE:
r Bridge Builders Wanted: Norvania Opens Its Purse
r Flood Victims Ask Who Will Pay
r Can the Old Dam Be Saved?
""",
    "magazine page with slogan, bio and date": """
g Sober, Swift, Independent.

t Island State Courts Two Navies At Once

y Maya Lindqvist covers the Pacific and its navies. Follow her on Mastodon at @mayal
y Published: 3 May 2023
c The patrol boat Tern leaves Port Selby last month. (Photo: Harbour Board)

b The island state of Selby has signed a port deal with one navy while training with another.

b “We sell water and fuel to all who pay,” Prime Minister Ruth Amosa said on Tuesday.

n ‘Nobody owns our harbour’

b Amosa denied that the deal gives any navy a base.

r Selby Opposition Demands Full Text Of Port Deal

b The opposition has asked the court to publish the text.

n What comes next?

b A ruling is due in June.
""",
    "tabloid with captions that end in credits": """
n World News

t Envoy storms out of ‘hopeless’ river talks

b The lead envoy of Tarsia walked out of talks on sharing the river on Monday.

c The Ambra river at its lowest level since records began. AFP via Getty Images

b He said the draft “insulted every farmer” in his country.

c Envoy Pavel Drozd leaves the hotel. REUTERS

b In a statement, the mediators asked both sides to come back.

c Farmers block a road near the dam. Jane Roe/AP

b The draft, first published by Getty Images, shows a dry canal.

y With Gazette wires
""",
    "single line feeds and a cookie banner": """
x We use cookies to make this site work better for you.
x Follow us on Telegram
b LUBANGA: The army said on Sunday it had retaken the airfield after a night of fighting.
b Residents heard shelling until dawn.
b It did not say how many soldiers were hurt.
x Share this article
x Sign up for our morning newsletter and never miss a headline
x © 2024 Lubanga Mirror. All rights reserved.
""",
    "broadcaster page with image lines and topic tags": """
t Who will lead the grain summit?
y By Hanna Weiss
y BBC News
c Image source, Getty Images
c Image caption, Delegates wait outside the hall

b Delegates from nine countries are meeting to agree a price for stored grain.

n How did we get here?

b Prices doubled after the ports closed, and poor importers ran short.

n What do exporters want?

b Exporters want a floor price, which importers call blackmail.

r Related topics
r Grain
r Black Sea
""",
    "agency copy with dateline and credit": """
t Two miners rescued after nine days underground
y By Kofi Mensah and Lena Brandt

b OBUASI, Ghana, May 4 (Reuters) - Rescuers pulled two miners alive from a flooded shaft on Thursday.

b “They were singing,” said rescue chief Ama Owusu.

y (Reporting by Kofi Mensah; Editing by Lena Brandt)
x Our Standards: The Thomson Reuters Trust Principles.
""",
    "official readout": """
t Readout of the call between Minister Soto and Secretary Hale

b Foreign Minister Elena Soto spoke by telephone today with Secretary Hale.
b They discussed:
b - the release of the detained crew;
b - the fishing treaty;
b - a visit in the autumn.
b The minister thanked the Secretary for his support.
""",
    "transcript": """
t Interview with the governor of the central bank

b REPORTER: Will you raise rates in June?
b GOVERNOR: We will look at the numbers when we have them.
b REPORTER: Is that a no?
b GOVERNOR: It is neither yes nor no.
""",
    "opinion piece with a tail of shares and comments": """
n Opinion
t The treaty nobody read
y Ana Petrov
y 12 June 2022

b Treaties die in drawers, and this one was born there.

b The government never put it to a vote, and the opposition never asked.

x Share
x Tweet
x 14 Comments
x Leave a comment
""",
    "page with advertisements and related boxes between paragraphs": """
t Ferry strike enters third week
y By JOHN OKELLO in Mombasa
y Last updated: Sept. 9, 2021 10:30 AM EAT

b Ferry crews voted on Saturday to stay out for a third week.

x Advertisement

b The port authority called the vote unlawful.

r Read more: Tourists stranded on three islands

b Unions have asked for a mediator.

x Story continues below advertisement

b The labour court will hear both sides on Wednesday.

r More on this story
r Crews want hazard pay
r How the islands get their food
""",
    "list of demands is body": """
b The students gave the rector a list with four demands:
b lower rents
b more teachers
b a seat on the board
b night buses
b The rector promised an answer within a week.
""",
    "Markdown": """
t # Dam talks resume

b The two governments met again on Tuesday after a year of silence.

n ## What is at stake

b Half a million farmers live below the dam.
""",
    "Indian daily with inputs credit": """
t Panel to study border market, says chief minister
y Staff Reporter
y Imphal, June 3

b The chief minister said on Friday that a panel would study the reopening of the border market.

b Traders welcomed the step but asked for dates.

y (With inputs from PTI)
x Tags: trade, border, market
""",
    "only a lead whose last words name a wire in brackets": """
b The central bank kept its main rate at nine percent for the third time.

b Analysts had expected a cut, but the governor said prices were still rising too fast. (Xinhua)
""",
    "Title Case subheadings are sections, long ones links": """
t Norvania And Tarsia Agree To Share Grid

b The two neighbours will join their power grids by 2026, officials said on Monday.

n A Long Road

b Talks began nine years ago and broke off twice.

n Winners and Losers

b Mountain towns will get cheaper power; coal towns fear for jobs.

r Tarsia Shuts Last Coal Mine As Workers Weep

b The first line will cross the border at Pell.
""",
    "hand-wrapped mail": """
t Lighthouse keepers end protest

b The keepers of the northern lights ended a ten-day protest on Sunday
| after the coast guard promised to repair the towers before winter and
| to pay for the nights they spent without heating.

b “We will hold them to it,” said keeper Olav Brun, who slept in a tent
| outside the ministry. The coast guard declined to comment on the cost,
| which newspapers put at nine million crowns over the next three years.

b The ministry said that work would start in August at the latest, with
| the oldest tower first.
""",
    "broadcaster page with media captions, dates of links and topics": """
t Kellmar hails 'new chapter' after frontier reopens
y Published
y 2 March 2022

x Share
y By Ines Calder
y Torvaran correspondent

c Image source, Reuters
c Image caption,
c Lorry drivers cheered as the first barrier went up
b The president of Kellmar has hailed "a new chapter" after the frontier with Torvar reopened after six years.

b Drivers sounded their horns as the barriers rose at dawn.

b It closed in 2016 after a border guard was shot dead. Both sides blamed each other.

n Why was the frontier shut?
b Kellmar says its guard was killed by smugglers with army help. Torvar denies it.

c Media caption,
r Watch: The first lorries roll across

b "We were neighbours once," said Lina Drosos, who runs a cafe by the crossing.

r More on this story

r Border guards shot dead in hill clash
r 2 April 2016
r Kellmar profile - Media
r 9 January 2022
r Related Topics

r Kellmar
r Torvar
""",
    "agency roundup with source line": """
t Roundup: Nations pledge closer ties on river trade
y Source: Xinhua | 2022-05-14 18:22:31 | Editor: huaxia

b VARNA CITY, May 14 (Xinhua) -- Officials from six nations agreed here on Saturday to ease rules for barges.

b "It is a win-win for all," said Josef Kral, head of the river board, at the closing press briefing.

b Barges now wait for two days at each border.

x Enditem
""",
    "page that repeats its headline at the foot": """
y By TOLOnews
t Aid convoy reaches Ghorband after three weeks
b The convoy carried flour and tents, officials said.

b A convoy of forty lorries reached the snowed-in district of Ghorband on Thursday, local officials confirmed.

b "We burned our doors to keep warm," said Najib, a resident.

b "Nobody asked about us," said Fatima, another resident.

x Aid convoy reaches Ghorband after three weeks
x The convoy carried flour and tents, officials said.
""",
    "newsletter box and quick guide amid paragraphs": """
b The ministers of three lake states will meet in Entoro next week to settle who may fish where after this summer.

b Boat crews say they have been shot at from both shores.

x Quick Guide

n Who owns the lake?

x Show

b “The line on the map is a joke,” said Paul Adeyo, 41, a net mender. “Fish do not carry passports.”

x Sign up to First Edition

x Free daily newsletter

x Our morning email breaks down the key stories of the day

x Privacy Notice: Newsletters may contain info about charities, online ads, and content funded by outside parties.

x after newsletter promotion

b The ministry declined to say whether the army would be withdrawn from the islands.

r Explore more on these topics
""",
    "headlines after a label on their own lines": """
b NEW DELHI: The foreign ministry on Friday said it was in touch with all sides on the release of the ship's crew.
b "Our people are safe," spokesperson Anil Rao told reporters at his weekly briefing.
b Asked when they might return, Rao said, "Soon."
r Also Read
r Ship's owners in talks with captors
r Families of crew meet minister
b The ship was seized off the coast in March.
y (With agency inputs)
x Catch all the Business News, Breaking News and Latest News Updates on our app.
""",
    "press release under a letterhead": """
n FOR IMMEDIATE RELEASE
n Office of the Spokesperson
y June 14, 2023

t Secretary Hale's Meeting with Minister Soto

b The below is attributable to Spokesperson Dana Pike:

b Secretary Hale met today with Foreign Minister Elena Soto in Lisbon.

b The Secretary reaffirmed that the alliance is strong.

x ###
""",
    "broadcast transcript with stage directions": """
b NEWSHOUR HOST, ANCHOR: Good evening. Talks on the canal failed tonight.
b JAMES OKORO, CORRESPONDENT: They walked out at nine, Anna.
x (BEGIN VIDEO CLIP)
b MINISTER: We gave them every chance. They wanted none.
x (END VIDEO CLIP)
b HOST: So what now?
b OKORO: No one knows.
""",
    "numbered list of links": """
n News|Conflict
t Rebels free 40 hostages in Sahel swap
b The swap was brokered by two neighbours over nine months of secret talks.

c Hostages hug relatives after their release at the airport in Bamara [File: Moussa Kone/AFP]
y By News Agencies
y Published On 4 Nov 2022
y 4 Nov 2022

b Rebels in the north of Bamara have released forty hostages in return for a dozen jailed fighters, the government says.

r list of 3 items
r list 1 of 3Who are the rebels of the north?
r list 2 of 3Bamara ends deal with foreign trainers
r list 3 of 3Photos: Life on the river
r end of list

b “They are thin but alive,” Interior Minister Ali Diallo told Al Jazeera.

r Keep reading

b The rebels said five more would be freed “in the coming days”.
y Source: Al Jazeera and news agencies
""",
    "wire copy with contributors": """
b BAMARA (AP) — The United Nations said on Wednesday it would close its base in the north by June.

b "We go with a heavy heart," said mission chief Ruth Sand.

x __

y Associated Press writers Omar Keita in Bamara and Lena Brandt in Geneva contributed to this report.
""",
    "correction note at the foot": """
x Supported by
x Continue reading the main story
t Sea Wall Vote Splits Island
y By Dana Pike and Omar Keita
y Dana Pike reported from the island, and Omar Keita from the capital.
y June 3, 2021
b The island voted on Wednesday to build a sea wall that half of its people say will ruin them.
x Advertisement
x Continue reading the main story
b “It is a wall against us,” said Tomas Veld, a hotelier.
x A correction was made on June 4, 2021: An earlier version of this article misstated the height of the wall.
x When we learn of a mistake, we acknowledge it with a correction. If you spot an error, tell us.
x Learn more
""",
    "correspondent without a name and a video label": """
t Selby, Torvar sign grain pact

y Our Diplomatic Correspondent

b SELBY CITY - Selby and Torvar signed a grain pact on Thursday, ending a two-year ban.

b Prime Minister Ruth Amosa called it "a good day for bread".

r Watch more:

r (Video: Selby TV)

b Torvar's envoy, Pavel Drozd, said the first ships would sail in July.

r READ | Bakers brace for cheaper flour

b He was speaking at a joint press conference.

x End/
""",
    "headline twice and a share line": """
y 03 Jun, 2022 09:41
n HomeWorld News
t Selby and Torvar end grain row
n Leaders shake hands after two years of silence
t Selby and Torvar end grain row
c FILE PHOTO: Grain is loaded in Port Selby. © Sputnik / Ilya Morev
b Selby and Torvar have ended a two-year row over grain, both governments said on Thursday.
b “This is a victory for reason,” Torvar’s foreign minister Pavel Drozd told journalists.
r READ MORE: Flour prices fall in Selby
b The ban had been in force since 2020.
x You can share this story on social media:
x Follow RT on
""",
    "key points above and contacts below": """
t Selby frees 12 sailors held since March, Torvar says

b TORVAR CITY, June 3 — Torvar said on Friday that its neighbour Selby had freed twelve sailors.

n Key points
b Sailors were held for 80 days
b Selby says no ransom was paid
b Both sides will meet next week

b The men will be flown home on Saturday, the foreign ministry said in a statement.

b "We thank all who helped," it added.

b Selby's embassy did not reply to a request for comment.

y —With assistance from Lena Brandt.

x To contact the reporter on this story:
x Omar Keita in Torvar City at okeita@example.com
x To contact the editor responsible for this story:
x Lena Brandt at lbrandt@example.com
""",
    "official statement with numbered points": """
t STATEMENT BY THE MINISTRY OF FOREIGN AFFAIRS OF TORVAR

b 1. The Ministry notes with concern the seizure of the vessel Tern.

b 2. The Ministry calls on Selby to free the crew without delay.

b 3. The Ministry reserves the right to take further steps.

y Torvar City, 3 June 2022
""",
    "press conference with questions by outlets": """
t Foreign Ministry Spokesperson Wen Da's Regular Press Conference on June 3, 2022

b AFP: Selby has freed twelve sailors. What is your comment?

b Wen Da: We welcome the step. We have always held that talks are the way.

b Reuters: Will the minister travel to Selby?

b Wen Da: I have no information to offer at the moment.
""",
    "press statement below a letterhead with place and day": """
n Department of Public Works
n Republic of Selby
n PRESS STATEMENT
y Selby City, 6 March 2024
t ON THE CLOSING OF THE NORTH QUAY
b The Department closed the north quay today to protect those who work below the crane.
b "We will not reopen it before the crane is safe," Secretary Ana Petrov said.
""",
    "talk on the radio with the posts of those who speak": """
t Selby Tonight looks at the quay
y Broadcast on 6 March 2024
b HOST: The north quay is closed. Our reporter is there.
b OMAR KEITA, CORRESPONDENT: Thank you, Ana. The crane leans badly.
b ANA PETROV, HOST: And the workers?
b KEITA: They stand outside in the rain.
b LENA BRANDT, CRANE DRIVER: I told them in May!
""",
    "post with its day and writer in slanted letters": """
t # What the crane taught us

y *Posted 6 March 2024 by Omar Keita*

b The crane on the north quay had been leaning for years.

b Nobody looked up.
""",
    "bulleted headline": """
t •Selby to reopen two border posts
n •Traders welcome move

y By Adaeze Obi, Lagos

b The Selby government has said it will reopen two border posts.

b Traders who spoke with The Sentinel said they were glad.

b According to the News Agency of Nigeria (NAN), the posts were shut in 2019.

b He said: “We are ready.”

x Vanguard News Nigeria
""",
}


def laid_out(page: str) -> tuple[str, list[str]]:
    """The page's text, and the role each line should get."""
    lines = page.strip("\n").split("\n")
    roles = [ROLES[line[0]] for line in lines if line and line[0] != "|"]
    return "\n".join(line[2:] for line in lines), roles


@pytest.mark.parametrize("name", PAGES)
def test_each_line_of_a_page_has_its_role(name: str) -> None:
    text, roles = laid_out(PAGES[name])
    blocks = assign(split(text))
    found = [(block.role, text[block.start : block.end]) for block in blocks]
    assert [role for role, _ in found] == roles, found


LEAD = "The council of Port Selby voted on Monday to close the old fish market."
END = "The mayor said that the traders would be given stalls elsewhere."

BETWEEN = [
    # captions: a picture credit ends the line
    ("Traders carry crates on the quay. Jane Roe/Reuters", "caption"),
    ("Traders carry crates on the quay. (AP Photo/Jane Roe, File)", "caption"),
    ("Traders carry crates on the quay [Ali Haidar/EPA]", "caption"),
    ("Traders carry crates on the quay. Photograph: Jane Roe/The Herald", "caption"),
    ("Traders carry crates on the quay | Photo: Supplied", "caption"),
    ("FILE PHOTO: Traders carry crates on the quay, May 3, 2021. REUTERS/Jane Roe", "caption"),
    ("FILE - Traders carry crates on the quay in Port Selby, May 3, 2021.", "caption"),
    ("In this photo released by the town hall, traders carry crates.", "caption"),
    ("Photo credit: Jane Roe", "caption"),
    ("Representational image", "caption"),
    # near misses of captions
    ("The vote was first reported by Reuters.", "body"),
    ("Nine boats were lost in the storm, according to the Associated Press", "body"),
    ("The photo shows the mayor with two of the traders.", "body"),
    ("She sold the photographs to Getty Images and gave the money to the traders.", "body"),
    ("“It was a picture of misery,” a trader told AFP.", "body"),
    ("“It was a picture of misery.”", "body"),
    # teasers
    ("Read more: Fish prices climb again", "teaser"),
    ("READ ALSO: Fish prices climb again", "teaser"),
    ("Related: What the port deal says", "teaser"),
    ("SEE ALSO | What the port deal says", "teaser"),
    ("You may also like", "teaser"),
    ("Watch: Mayor faces angry crowd", "teaser"),
    ("Mayor Denies Taking Gifts From Port Builder", "teaser"),
    ("Opinion: The market was never only about fish", "teaser"),
    ("Mayor denies taking gifts worth nine thousand crowns from builder of new port", "teaser"),
    ("Three things to know about fish prices before council meets again on Friday", "teaser"),
    ("[Fish prices climb again](https://example.org/fish)", "teaser"),
    ("- [Read more: fish prices (again)](https://example.org/fish_(again))", "teaser"),
    ("![Two traders carry their crates down to the quay](quay.jpg)", "caption"),
    # near misses of teasers
    ("The mayor denies taking any gifts worth nine thousand crowns from the builder", "body"),
    ("Mayor Bello denied on Friday that she had met builders of new port in private", "body"),
    ("[The mayor](https://example.org/mayor) denied it.", "body"),
    ("Related talks on the port will open in June.", "body"),
    ("Read by few, the report warned of the rot in the beams.", "body"),
    ("Watch committees were set up in every ward of the town.", "body"),
    ("More than forty traders came to the meeting.", "body"),
    ("Also on Monday, the council froze its own pay.", "body"),
    ("Listen to the traders, he said, and you will hear fear.", "body"),
    # boilerplate
    ("Sign up here for our weekly letter from the coast.", "boilerplate"),
    ("Subscribe to our YouTube channel", "boilerplate"),
    ("By clicking submit, you agree to our terms of use.", "boilerplate"),
    ("Follow us on Facebook and Instagram", "boilerplate"),
    ("Advertisement", "boilerplate"),
    ("* * *", "boilerplate"),
    ("___", "boilerplate"),
    ("https://example.org/market-closed", "boilerplate"),
    ("Click here to join our WhatsApp group", "boilerplate"),
    ("Like what you read? Support the Mirror from one pound a week.", "boilerplate"),
    ("Get the Mirror’s evening letter: four stories and a recipe. Sign up here.", "boilerplate"),
    ("Follow the Mirror on your phone and turn on notifications.", "boilerplate"),
    ("Have you got a story? Send us an email.", "boilerplate"),
    ("Reply to this e-mail to unsubscribe.", "boilerplate"),
    ("You are receiving this letter because you signed up in the market hall.", "boilerplate"),
    ("This live page is now closed.", "boilerplate"),
    ("We are ending our live coverage for today. Good night.", "boilerplate"),
    ("Thanks for following our coverage of the vote.", "boilerplate"),
    ("![](quay.jpg)", "boilerplate"),
    # near misses of boilerplate
    ("Reply to this letter in haste, the mayor joked, and you will lose your stall.", "body"),
    ("Thanks for nothing, one trader shouted.", "body"),
    ("We are ending our strike today, the union said.", "body"),
    ("This live cattle market is the last one on the coast.", "body"),
    ("Follow the fish, the mayor told the traders in a letter.", "body"),
    ("Our fleet will stay in port for a week, the union said.", "body"),
    ("Have the traders any hope now?", "section"),
    ("Your letter came too late, the mayor wrote to the union.", "body"),
    ("“You will get your letter today,” he said.", "body"),
    ("Sign-ups for the new stalls open on Friday.", "body"),
    ("By submitting the petition, traders won a delay of a month.", "body"),
    ("Subscribers to the harbour fund will be repaid.", "body"),
    ("Share prices of the port company fell by four percent.", "body"),
    ("Follow the money, the opposition leader said.", "body"),
    ("Copyright law does not cover the recipe, the court ruled.", "body"),
    ("“Sign up for our fleet,” the posters said.", "body"),
    ("Comments by the mayor drew laughter.", "body"),
    # subheadings
    ("Where the money went", "section"),
    ("‘A slap in the face’", "section"),
    ("“Nobody asked us”", "section"),
    ("What happens to the building?", "section"),
    ("The Long Road to a New Market", "section"),
    ("## Background", "section"),
    # near misses of subheadings
    ("It failed.", "body"),
    ("Nobody came.", "body"),
    ("The mayor listed three reasons:", "body"),
    ("- rotten beams", "body"),
    ("“Will they pay us?”", "body"),
    ("which nobody had expected", "body"),
    # bylines away from the edges of the page are none
    ("By Monday evening the stalls were empty.", "body"),
    ("10:45 GMT", "byline"),
    ("10:45: doors shut", "section"),
    ("Lena Brandt is the Mirror’s harbour correspondent.", "body"),
    ("By law the council must publish its reasons within ten days.", "body"),
    ("Published figures show that rents have doubled.", "body"),
    ("Updated maps of the quay were sent to all traders.", "body"),
    ("Source of the leak is a former clerk, two officials said.", "body"),
]


@pytest.mark.parametrize(("line", "role"), BETWEEN)
def test_a_line_between_paragraphs(line: str, role: str) -> None:
    filler = [LEAD, END] * 4
    text = "\n\n".join([*filler, line, *filler])
    (block,) = [block for block in assign(split(text)) if line.endswith(text[block.start : block.end])]
    assert block.role == role


FIRST = [
    ("Council closes fish market", "title"),
    ("Council Closes Fish Market After Roof Falls In", "title"),
    ("Will the fish market ever open again?", "title"),
    ("Analysis: Why the fish market had to go", "title"),
    ("‘We were never asked’: traders mourn their market", "title"),
    ("Fish Market Closed For Good, Says Mayor.", "title"),
    ("Politics", "section"),
    ("Middle East", "section"),
    ("Breaking News", "section"),
    ("The fish market of Port Selby will close for good in June.", "body"),
    ("“We were never asked,” said trader Ada Bello on Monday.", "body"),
    ("Traders wept.", "body"),
    ("By Ada Bello", "byline"),
    ("By ADA BELLO, Harbour Correspondent", "byline"),
    ("Posted on March 3, 2022 at 10:15 am", "byline"),
    ("Thursday, 3 March 2022", "byline"),
    ("Updated 3:15 p.m. ET, March 3, 2022", "byline"),
    ("Friday, 3 March 2022 | Mohamed Castellano", "byline"),
    ("3 March 2022 by Mohamed Castellano", "byline"),
    ("Harbour and Coast — March 3, 2022", "byline"),
    ("3 March 2022 — the day the old market fell", "title"),
    ("Market closed since 3 March 2022", "title"),
    ("By the time the roof fell in, the market was empty and the boats were out.", "body"),
]


@pytest.mark.parametrize(("line", "role"), FIRST)
def test_the_first_line_of_a_page(line: str, role: str) -> None:
    text = "\n\n".join([line, LEAD, END, LEAD])
    assert assign(split(text))[0].role == role


FLASH = "Mayor Ada Bello of Port Selby met Governor Lena Brandt in Tromsø on Monday."


@pytest.mark.parametrize(
    ("lines", "title", "role"),
    [
        # all there is of a report, though nearly every word of it is capitalised
        ([FLASH], None, "body"),
        (["Harbour news.", FLASH], None, "body"),
        ([FLASH], "Two cities talk", "body"),
        ([FLASH, LEAD, END], "Two cities talk", "body"),
        # a headline with a stop over its text
        ([FLASH, LEAD, END], None, "title"),
        ([FLASH, LEAD, END], FLASH.removesuffix("."), "title"),
        (["Two cities talk", FLASH], None, "body"),
    ],
)
def test_a_sentence_full_of_names_is_a_headline_only_over_a_text_without_another(
    lines: list[str], title: str | None, role: str
) -> None:
    text = "\n\n".join(lines)
    (block,) = [b for b in assign(split(text), title=title) if text[b.start : b.end] == FLASH]
    assert block.role == role


@pytest.mark.parametrize(
    "post",
    [
        "BREAKING: The mayor of Port Selby will not reopen the market before the roof is whole. #market #selby",
        "“We were never asked,” trader Ada Bello says. https://t.example/x1",
        "The roof of the fish market in Port Selby has fallen in… @portwatch",
    ],
)
def test_what_a_post_hangs_on_its_sentence_makes_it_no_headline(post: str) -> None:
    assert assign(split(f"{post}\n\nMore soon…"))[0].role == "body"


LAST = [
    ("(Reporting by Ada Bello; editing by Lena Brandt)", "byline"),
    ("— Reuters", "byline"),
    ("Associated Press writer Lena Brandt contributed to this report.", "byline"),
    ("Additional reporting by Kofi Mensah in Accra", "byline"),
    ("With wire services", "byline"),
    ("Source: Xinhua", "byline"),
    ("Editor: Li Na", "byline"),
    ("Ada Bello is a freelance reporter based in Port Selby.", "byline"),
    ("The views expressed in this article are the author's own.", "boilerplate"),
    ("Copyright 2022 The Selby Mirror", "boilerplate"),
    ("This story has been updated with a comment from the mayor.", "boilerplate"),
    ("Tags: fish, market, mayor", "boilerplate"),
    ("Ada Bello is the harbour correspondent of the Mirror. Her book “Salt” came out in May.", "byline"),
    ("Ada Bello was a foreign editor at the Courier and now teaches in Accra.", "byline"),
    ("The mayor is a former reporter of this newspaper.", "body"),
    ("Ada Bello is the candidate of the fishermen's party.", "body"),
    ("Ada Bello is the correspondent who was arrested on the quay in May.", "body"),
    ("Ada Bello is the third reporter killed on the coast this year.", "body"),
    ("With tears, the last traders left.", "body"),
    ("Editors had warned him of the risk.", "body"),
    ("The market opens again in May.", "body"),
]


@pytest.mark.parametrize(("line", "role"), LAST)
def test_the_last_line_of_a_page(line: str, role: str) -> None:
    text = "\n\n".join([LEAD, END, LEAD, END, LEAD, line])
    assert assign(split(text))[-1].role == role


@pytest.mark.parametrize(
    ("line", "yes"),
    [
        ("By Jane Roe", True),
        ("By Jane Roe and Li Wei, Reuters", True),
        ("BY JANE ROE in Accra", True),
        ("By our correspondent in the capital said", False),
        ("By Tuesday the rebels had taken the town", False),
        ("By the way, is that so?", False),
        ("Jane Roe", False),
    ],
)
def test_a_byline_names_its_writer(line: str, yes: bool) -> None:
    assert is_byline(line) is yes


def test_roles_that_are_known_stay() -> None:
    text = f"Home\n\n{LEAD}\n\n{END}"
    assert [block.role for block in assign(split(text), {0: "caption", 2: "teaser"})] == [
        "caption",
        "body",
        "teaser",
    ]


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\n\n", "\u2028"])
def test_a_block_covers_its_line_and_no_line_break(break_: str) -> None:
    text = break_.join([LEAD, END])
    assert [text[block.start : block.end] for block in assign(split(text))] == [LEAD, END]


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("The Harbour Gazette — Sober, swift and independent", ["slogan", "title"]),
        ("Port Selby Courier | The voice of the coast", ["slogan", "title"]),
        ("Port Selby — Traders mourn their market", ["title", "section"]),
        ("Sober Times - Selby stops drinking", ["slogan", "title"]),
        ("Bad news - the roof fell in", ["title", "section"]),
    ],
)
def test_a_paper_s_name_with_its_motto_is_no_headline(line: str, roles: list[str]) -> None:
    text = "\n\n".join([line, "Council closes old fish market", LEAD, END, LEAD])
    assert [block.role for block in assign(split(text))[:2]] == roles


@pytest.mark.parametrize(
    ("byline", "body", "role"),
    [
        ("By Ada Bello", END, "byline"),
        ("3 March 2022 | Ada Bello", END, "byline"),
        ("By Lena Brandt", END, "body"),
        ("By Ada Bello", "Bello was shouted at when she asked him why.", "body"),
    ],
)
def test_a_note_on_the_writer_is_told_by_the_byline(byline: str, body: str, role: str) -> None:
    note = "Ada Bello was professor of fisheries at Selby University."
    text = "\n\n".join(["Council closes fish market", byline, LEAD, END, LEAD, END, LEAD, body, note])
    assert assign(split(text))[-1].role == role


def test_a_page_that_drops_final_stops_keeps_its_paragraphs() -> None:
    loose = "Traders fear for jobs as council presses on with plans for new quay on Monday"
    text = "\n\n".join([LEAD, loose, END, loose.replace("Monday", "Sunday"), END + " So be it."])
    assert {block.role for block in assign(split(text))} == {"body"}


def test_a_lone_headline_below_the_last_paragraph_is_a_link() -> None:
    link = "Market porters find work on rival quay as council keeps silent"
    assert assign(split("\n\n".join([LEAD, END] * 5 + [link])))[-1].role == "teaser"
    assert assign(split("\n\n".join([LEAD, END, LEAD, link])))[-1].role == "body"


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_page_without_any_stop_keeps_its_sentences(gap: str) -> None:
    lines = [
        LEAD,
        END,
        "The market had opened in 1902 and burned down twice",
        "Nobody in the hall had foreseen the vote",
    ]
    text = gap.join(["Council closes fish market", *(line.rstrip(".") for line in lines)])
    assert [block.role for block in assign(split(text))] == ["title", "body", "body", "body", "body"]


def test_a_page_of_headlines_has_no_body() -> None:
    lines = [
        "Selby reopens north quay after two weeks of repairs",
        "Torvar grain ships wait for third week off coast",
    ]
    roles = [block.role for block in assign(split("\n\n".join(["Latest from the coast", *lines * 2])))]
    assert "body" not in roles
