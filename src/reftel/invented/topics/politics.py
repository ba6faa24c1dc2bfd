"""Parliaments, parties, councils: the political officer's cables."""

# ruff: noqa: E501 (a sentence stands on one line)

from reftel.invented.grammar import Topic, sentences, theme

THEMES = (
    theme(
        "PGOV KDEM PINR",
        """
        CALENDAR REFORM: COALITION RUNS OUT OF DAYS
        {party} PROPOSES {remedy}
        THE {thing} BILL: A SECOND READING
        {official} ON {things}: PATIENCE
        """,
        thing="calendar reform",
        things="leap weeks",
        people="almanac makers",
        group="the Almanac Commission",
        site="the old clock hall",
        problem="two Tuesdays in one week",
        remedy="a thirteenth month of nine days",
        scheme="the Common Calendar Act",
        event="the Festival of the Extra Day",
    ),
    theme(
        "PGOV SOCI KDEM",
        """
        FERRY COUNCIL ELECTIONS: A CALM CROSSING
        {party} TAKES {town} BY ELEVEN VOTES
        {group} COUNTS AGAIN
        ELECTION MATH ON THE {river}
        """,
        thing="ferry council seat",
        things="ferry council seats",
        people="ferry councillors",
        group="the Ferry Election Board",
        site="the upper landing",
        problem="ballots that arrived by the wrong ferry",
        remedy="polling on board",
        scheme="the Both Banks Charter",
        event="the Crossing of the Councils",
    ),
    theme(
        "PGOV PHUM SOCI",
        """
        HAT LAW REPEALED, HATS REMAIN
        THE QUIET END OF THE {thing}
        {party2} DOFFS ITS CAP TO REFORM
        {group}: FROM PROTEST TO PARADE
        """,
        thing="hat law",
        things="brimmed hats",
        people="milliners",
        group="the League of Bare Heads",
        site="the steps of the assembly",
        problem="fines for narrow brims",
        remedy="leaving the matter to the weather",
        scheme="the Freedom of the Brim Bill",
        event="the March of Hats",
    ),
    theme(
        "PGOV PREL PBTS",
        """
        ORCHARD BOUNDARY: NEIGHBORS PRUNE THEIR CLAIMS
        {things}: BOTH SIDES AGREE TO COUNT
        {official} ON TALKS IN {town}
        BORDER TREES AND THE SPRING ROUND OF TALKS
        """,
        thing="boundary orchard",
        things="boundary trees",
        people="surveyors",
        group="the Joint Orchard Commission",
        site="the row of pear trees on the ridge",
        problem="fruit that fell on the other side",
        remedy="a common harvest",
        scheme="the Good Fences Protocol",
        event="the Walking of the Line",
    ),
    theme(
        "PGOV PREL KPAO",
        """
        A VISIT FROM {group}
        {party} AND {party2}: A COALITION OF STREET NAMES
        RENAMING THE CAPITAL'S STREETS: THE LIST GROWS
        {critic} AND THE NAMES OF {town}
        """,
        thing="street name",
        things="street names",
        people="street namers",
        group="the Commission on Street Names",
        site="the square without a name",
        problem="three streets called after one poet",
        remedy="numbers for ten years",
        scheme="the Plain Signs Ordinance",
        event="the Unveiling of the Signs",
    ),
    theme(
        "PGOV PINR KCOR",
        """
        AUDIT OF THE TOWN BELLS: WHO HELD THE ROPE?
        {official} RESIGNS OVER {problem}
        CLEAN HANDS AND CLEAN BELLS
        {group} PUBLISHES ITS FIRST REPORT
        """,
        thing="bell account",
        things="bell accounts",
        people="bell ringers",
        group="the Court of Small Audits",
        site="the cathedral tower",
        problem="ropes billed twice",
        remedy="accounts read aloud on market day",
        scheme="the Open Ledger Law",
        event="the Ringing of the Books",
    ),
    theme(
        "PREL PGOV UNGA",
        """
        {official} ON THE RESOLUTION FOR SMALL LIGHTHOUSES
        DEMARCHE DELIVERED: {things}
        UNGA: HOST GOVERNMENT VIEWS ON {things}
        READOUT OF CONSULTATIONS ON {thing} TEXT
        """,
        thing="small lighthouse resolution",
        things="small lighthouses",
        people="delegates",
        group="the Group of Friends of Small Lights",
        site="the committee room",
        problem="a comma in the second paragraph",
        remedy="a semicolon",
        scheme="the Declaration on Small Lights",
        event="the autumn session",
    ),
    theme(
        "PGOV KWMN SOCI",
        """
        WOMEN IN THE WEAVERS' ASSEMBLY: FROM LOOM TO FLOOR
        {group} ELECTS A NEW SPEAKER
        {party2} LIST LED BY {critic}
        HALF THE LOOMS, HALF THE SEATS
        """,
        thing="weavers' assembly",
        things="assembly seats",
        people="weavers",
        group="the Weavers' Assembly",
        site="the long loom hall",
        problem="meetings held at milking time",
        remedy="evening sittings",
        scheme="the Half the Looms Pledge",
        event="the Opening of the Looms",
    ),
)

POLITICS = Topic(
    name="politics",
    tags=("PGOV", "PREL", "PINR", "KDEM", "PHUM", "SOCI", "KPAO"),
    offices=("EUR/WE", "EAP/MLS", "WHA/BSC", "AF/S", "NEA/ARP", "SCA/RA", "DRL", "IO/UNP"),
    themes=THEMES,
    leads=sentences("""
    The {thing} [dominated|ended|opened] the political week, and {party} [came out ahead|kept its nerve|lost its spokesman].
    In [a short|an unusually frank|a late] meeting on {day}, {official} set out what the government wanted from {scheme}.
    {party} and {party2} [agreed to govern together|broke off their talks|postponed their quarrel] over {things}.
    With {few} weeks to go before {event}, [both sides claimed to be winning|nobody in {town} talked of anything else|the opposition discovered {problem}].
    {group} [met for the first time|published its findings|adjourned without a vote] on {weekday}, and [the streets stayed calm|the gallery was full|hardly anyone noticed].
    Parliament [passed|sent back|shelved] {scheme} by {n} votes to {n}.
    {critic}, long the government's [sharpest|most patient|best-dressed] opponent, [joined the cabinet|left politics|founded a party] on {day}.
    A dispute about {problem} [cost|nearly cost|may yet cost] {official} the post.
    """),
    facts=sentences("""
    The {thing} had been an issue since the founding of the republic, when {site} [was the seat of government|was still a meadow|burned down].
    {party} won {province} {years} times in a row and [grew careless|learned to share power|forgot how to lose].
    {group} had {n} members, of whom {few} [attended|could be called active|also sat in parliament].
    By custom, the first speech at {event} was given by [the youngest member|a guest from {town2}|whoever arrived last].
    The constitution was silent on {things}; [the court was not|the almanac was not|local custom filled the gap].
    A by-election in {town3} on {day} [changed the majority|went almost unreported|was won by a coin toss].
    {party2} drew its support from {people}, [small towns|pensioners|students] and the valley of the {river}.
    The committee heard {n} witnesses in {few} days, [among them two poets|none of them under sixty|most of them from {town2}].
    Since the reform, {people} had to [swear an oath|publish their diaries|sit among the public] once a year.
    An earlier draft, [leaked to|published by|read aloud on the steps of] the {paper}, had gone further.
    The governor of {province} [stayed neutral|took the train to {town}|offered the use of his garden].
    Both parties kept offices opposite each other in {town}, and [shared a doorman|shared a telephone until last year|exchanged cakes on holidays].
    """),
    views=sentences("""
    {official} told Poloff that {scheme} would ["outlive all of us"|"pass, limping"|need another season of talk].
    {o} [played down|regretted|joked about] {problem} and asked that we take no side.
    {critic} [predicted an early election|saw the hand of {party}|said that nobody had asked the villages].
    {c} added that {group} [had become a club|did its best work at night|deserved more money and fewer guests].
    {mayor} of {town} [supported|opposed|had never read] the bill, but wanted {remedy} all the same.
    {expert} of the {university} described {party} as ["a weathervane with a treasury"|"a choir that has lost its alto"|the only party with a map].
    The spokesman of {party2} [denied|confirmed|would not discuss] that money for {event} had come from {company}.
    Younger deputies [told us privately|complained|were proud to say] that they had drafted {scheme} over a single weekend.
    A former speaker, now [keeping bees|writing memoirs|teaching school] in {province}, thought {remedy} the only way out.
    The [church|veterans|students] of {town2} let it be known that they would [stay at home|vote for whoever mended the road|march].
    """),
    figures=sentences("""
    In the last poll {party} stood at {share} and {party2} at {share}; {share} [had not decided|declined to say|named a party that no longer existed].
    Turnout in {province} reached {pct}, [the highest|the lowest] in {years} years.
    Of {big} signatures collected at {site}, {pct} were [valid|in green ink|from {town2}].
    The bill passed with {n} votes for, {n} against and {few} [abstentions|members asleep|absent].
    {event} drew {big} people according to the police and {big} according to {group}.
    The committee's report ran to {n} pages and [one map|{few} annexes|a recipe].
    """),
)
