"""Citizens in difficulties, visas, visitors: the consular section's cables."""

# ruff: noqa: E501 (a sentence stands on one line)

from reftel.invented.grammar import Topic, sentences, theme

THEMES = (
    theme(
        "CASC ASEC PGOV",
        """
        FOG STRANDS AMERICAN VISITORS AT {town}
        CONSULAR RESPONSE TO THE FERRY DELAYS
        AMERICAN CITIZEN SERVICES DURING {event}
        ALL ACCOUNTED FOR AFTER THE LONG FOG
        """,
        thing="fog warning",
        things="fog warnings",
        people="stranded travelers",
        group="the Ferry Passengers' Aid",
        site="the quay hostel",
        problem="three days of fog",
        remedy="a list at the harbor office",
        scheme="the Warden Bell Plan",
        event="the Lantern Crossing",
    ),
    theme(
        "CVIS KFRD SCUL",
        """
        KITE RACING VISAS: A WINDFALL OF APPLICATIONS
        FRAUD SUMMARY: {problem}
        {group} TEAM GETS ITS VISAS IN TIME
        NONIMMIGRANT WORKLOAD BEFORE {event}
        """,
        thing="kite racing visa",
        things="kite racing visas",
        people="kite pilots",
        group="the Kite Racing Federation",
        site="the visa hall",
        problem="letters from federations that did not exist",
        remedy="an interview with a spool of string",
        scheme="the Early Wind Appointment System",
        event="the Transoceanic Kite Derby",
    ),
    theme(
        "CPAS CASC CMGT",
        """
        PASSPORTS, RAIN AND THE WASHING LINE AT {town}
        {things}: A SURVEY OF SIX MONTHS
        EMERGENCY PASSPORTS FOR THE {people}
        A WET SUMMER FOR THE PASSPORT UNIT
        """,
        thing="rain-damaged passport",
        things="rain-damaged passports",
        people="canoe parties",
        group="the Upper River Canoe Club",
        site="the consular window",
        problem="ink that ran",
        remedy="oilcloth covers",
        scheme="the Dry Documents Campaign",
        event="the Rain Regatta",
    ),
    theme(
        "CASC CJAN SOCI",
        """
        WEDDINGS AT THE LIGHTHOUSE: A NOTARIAL BOOM
        {things} AND HOST COUNTRY LAW
        {mayor} ASKS FOR GUIDANCE ON {things}
        NOTARIALS BY THE SEA
        """,
        thing="lighthouse wedding",
        things="lighthouse weddings",
        people="couples from abroad",
        group="the Registrars' Circle",
        site="the gallery of the lighthouse",
        problem="banns read in the wrong parish",
        remedy="one form in two languages",
        scheme="the Simple Vows Ordinance",
        event="the Midsummer Weddings",
    ),
    theme(
        "CASC OEXC SCUL",
        """
        EXCHANGE STUDENTS AND THE ACCORDION STRIKE
        SUMMER STUDENTS SAFE IN {town}
        {university}: HOUSING FOR EXCHANGE STUDENTS
        {group} AND THE CLASS OF THIS YEAR
        """,
        thing="student hostel",
        things="student hostels",
        people="exchange students",
        group="the Host Families' League",
        site="the college boathouse",
        problem="a shortage of host families",
        remedy="two students to a houseboat",
        scheme="the Open Door Scholarships",
        event="the Welcome Supper",
    ),
    theme(
        "CASC ASEC SENV",
        """
        HIKERS FOUND WELL ON THE RIDGE ABOVE {town}
        MOUNTAIN RESCUE AND AMERICAN VISITORS
        TRAIL REGISTER SAVES THE DAY
        {problem}: ADVICE TO TRAVELERS UPDATED
        """,
        thing="trail register",
        things="trail registers",
        people="hikers",
        group="the Ridge Rescue Volunteers",
        site="the shepherds' hut",
        problem="signposts turned by goats",
        remedy="painted stones",
        scheme="the Safe Trails Register",
        event="the High Pasture Walk",
    ),
    theme(
        "CMGT CVIS AMGT",
        """
        CONSULAR PACKAGE: A NEW WAITING ROOM
        {site}: SHORTER LINES, BETTER CHAIRS
        OUTREACH BY CONSULAR VAN TO {province}
        APPOINTMENTS AND {remedy}
        """,
        thing="appointment",
        things="appointments",
        people="applicants",
        group="the Applicants' Panel",
        site="the new waiting room",
        problem="numbers called out of order",
        remedy="colored tickets",
        scheme="the One Visit Pledge",
        event="the Open Window Day",
    ),
)

CONSULAR = Topic(
    name="consular",
    tags=("CASC", "CVIS", "CPAS", "CMGT", "KOCI", "ASEC", "PREL"),
    offices=("CA/OCS/ACS", "CA/VO/F/P", "CA/FPP", "CA/PPT", "DS/IP/ITA"),
    themes=THEMES,
    leads=sentences("""
    All {n} American citizens [stranded|registered|staying] in {town} during {event} [were accounted for|had left by {weekday}|were in good spirits].
    The consular section [opened|closed|doubled] its hours after {problem} [filled the waiting room|stopped the ferries|made the evening news].
    Applications for {things} [rose|fell|came all at once], and {remedy} [helped|proved popular|had to be abandoned].
    {group} [asked|thanked|surprised] the consular section with [a petition|a cake|a list of {n} names] on {day}.
    Conoff visited {province} on {day} to [meet|register|advise] {people} before {event}.
    A small but [stubborn|inventive|cheerful] trade in {problem} came to light in {month}.
    """),
    facts=sentences("""
    The first call came at [dawn|midnight|closing time] on {day}, from a [baker|ferry pilot|schoolteacher] in {town}.
    {people} had been told to wait at {site}, where {group} [served soup|kept a list|had lit a stove].
    The {ministry} [lent us a telephone line|offered blankets|sent a clerk], and the {town2} police [found the luggage|checked the road|drove the slowest of them home].
    Since {month} every applicant had to bring [a letter from {group}|two photographs in daylight|proof of residence in {province}].
    The fraud unit compared {n} letters and found that [the same stamp|the same spelling mistake|one green pen] had been used in all of them.
    The {paper} printed our advice [on its front page|next to the tide table|with {few} errors].
    A consular van called at {few} places along the {river}, [in heavy rain|on market days|behind a parade].
    The honorary warden in {town3}, a [retired pilot|beekeeper|piano tuner], had kept the list up to date.
    Host country law required that {things} be entered in a register [at {site}|by noon|in violet ink].
    Nobody was hurt; one visitor [lost a trunk|sprained an ankle|learned the accordion].
    Families at home were called in the order in which they had [written|called|applied].
    The section's one spare officer had been lent to {town2} for [a month|the regatta|training].
    """),
    views=sentences("""
    {official} told Conoff that the {ministry} would [accept {remedy}|look again at the rule|waive the fee until {month}].
    {o} [apologized for|was not aware of|laughed about] {problem} and promised an answer in writing.
    {mayor} of {town} [offered the town hall|asked for earlier notice|was sorry to see the visitors leave].
    Most applicants [praised|did not notice|were puzzled by] {scheme}.
    {critic} wrote in the {paper} that foreign visitors were [too few|too quiet|"welcome in any weather"].
    A spokesman for {group} said that {people} [knew the risks|were well looked after|should have read the tide table].
    {expert} of the {university} put {problem} down to [habit|the price of ink|an old quarrel between two offices].
    The visitors themselves [asked only for maps|spoke well of their hosts|wanted to stay for {event}].
    """),
    figures=sentences("""
    The section handled {big} cases between {month} and {month}, {pct} more than in the year before.
    Of {n} letters checked, {few} were [genuine|forged|illegible].
    Refusals for {things} stood at {pct}; the worldwide figure for such cases was {pct}.
    The wait for an appointment fell from {n} to {few} days.
    Registrations in {province} rose to {big}, of whom {pct} gave [a houseboat|a hostel|a post office] as their address.
    {scheme} cost {money} and was used by {big} people.
    """),
)
