"""Rivers, reeds, otters, fog: the environment officer's cables."""

# ruff: noqa: E501 (a sentence stands on one line)

from reftel.invented.grammar import Topic, sentences, theme

THEMES = (
    theme(
        "SENV EAGR TBIO",
        """
        REED BEDS RETURN TO THE {river}
        {group} AND THE SECOND PLANTING
        {things}: NATURE'S FILTER FINDS FUNDING
        A GREEN SHORE FOR {town}
        """,
        thing="reed bed",
        things="reed beds",
        people="reed planters",
        group="the River Keepers",
        site="the drained meadow",
        problem="silt from the upper mills",
        remedy="planting by moonlight",
        scheme="the Thousand Reeds Plan",
        event="the Planting Week",
    ),
    theme(
        "SENV TBIO EAGR",
        """
        DARK SKIES FOR MOTHS: {town} TURNS OFF ITS LAMPS
        MOTH MIGRATION AND THE LIGHT CURFEW
        {people} COUNT WINGS ABOVE {site}
        {scheme} ENDS ITS FIRST SUMMER
        """,
        thing="light curfew",
        things="street lamps",
        people="moth counters",
        group="the Dark Sky Circle",
        site="the hill of lindens",
        problem="floodlit warehouses",
        remedy="amber glass for every lamp",
        scheme="the Quiet Nights Ordinance",
        event="the Night of the Long Wings",
    ),
    theme(
        "SENV ENRG KGHG",
        """
        FOG HARVEST: WATER FOR THE DRY SIDE OF {province}
        NETS ON THE RIDGE: A FOG HARVEST REPORT
        {company} OFFERS {things} ON CREDIT
        CLIMATE TALKS AND THE FOG OF {province}
        """,
        thing="fog net",
        things="fog nets",
        people="net menders",
        group="the Fog Harvest Cooperative",
        site="the seaward ridge",
        problem="a year without fog",
        remedy="taller poles",
        scheme="the Thirsty Hills Fund",
        event="the First Drop Supper",
    ),
    theme(
        "SENV EFIS PBTS",
        """
        OTTER CENSUS ON THE {river}: NEIGHBORS COUNT TOGETHER
        {things} AND TROUT: A TRUCE
        CROSS-BORDER RIVER COMMISSION MEETS IN {town}
        {expert} ON THE RETURN OF THE OTTER
        """,
        thing="otter census",
        things="river otters",
        people="otter wardens",
        group="the Two Banks Commission",
        site="the alder island",
        problem="nets left out overnight",
        remedy="a closed season of nine weeks",
        scheme="the Clear Banks Agreement",
        event="the Counting of the Otters",
    ),
    theme(
        "SENV EWWT PHSA",
        """
        SALT MARSH PORT: WHARF OR WADING BIRDS?
        {town} HARBOR EXTENSION GOES TO A HEARING
        {group} WINS A DELAY
        BIRDS, BARGES AND {remedy}
        """,
        thing="harbor extension",
        things="wading birds",
        people="bird wardens",
        group="the Salt Marsh Trust",
        site="the salt marsh",
        problem="dredging in the nesting season",
        remedy="a wharf on stilts",
        scheme="the Living Harbors Code",
        event="the Return of the Curlews",
    ),
    theme(
        "SENV SOCI EAGR",
        """
        ROOFTOP BEES: A CITY HUMS
        {things} ON PUBLIC BUILDINGS
        HONEY FROM THE ROOF OF THE {ministry}
        {critic} AND THE BEES OF {town}
        """,
        thing="rooftop hive",
        things="rooftop hives",
        people="city beekeepers",
        group="the Beekeepers of the Roofs",
        site="the roof of the old theater",
        problem="swarms in the tram depot",
        remedy="flower boxes on every balcony",
        scheme="the Humming City Initiative",
        event="the Honey Audit",
    ),
    theme(
        "SENV KGHG ENRG",
        """
        PEAT BOGS: SINK, SOURCE OR SUBSIDY?
        {group} PUTS A PRICE ON {things}
        HOST GOVERNMENT REPLY ON CLIMATE DEMARCHE
        REWETTING {site}: EARLY RESULTS
        """,
        thing="peat bog",
        things="peat bogs",
        people="peat cutters",
        group="the Bog Restoration League",
        site="the great western bog",
        problem="smoldering peat",
        remedy="blocked ditches",
        scheme="the Wet Ground Compact",
        event="the Last Turf Ceremony",
    ),
)

ENVIRONMENT = Topic(
    name="environment",
    tags=("SENV", "TBIO", "EAGR", "KGHG", "ENRG", "ETRD", "KSCA"),
    offices=("OES/PCI", "OES/EGC", "OES/ETC", "EPA", "USAID"),
    themes=THEMES,
    leads=sentences("""
    {things} in {province} [have come back|are in decline|surprised those who count them], and {scheme} [takes the credit|comes under fire|enters its second year].
    {group} and {company} [ended|opened|settled] a quarrel of {years} years over {site}.
    The {ministry} [banned|allowed|postponed] work at {site} until {people} have finished their count.
    Concern about {problem} [brought {big} people to|filled the square in|silenced the council of] {town} on {day}.
    Esthoff visited {site} on {day} and found {things} [thriving|scarcer than reported|under guard].
    A new study by the {university} [linked|failed to link] {problem} to the state of the {river}.
    """),
    facts=sentences("""
    The {river} rises above {town2} and [loses itself|turns brown|slows down] where it meets {site}.
    {people} have worked here since [the flood|the last war of the almanacs|their grandparents' day], usually [in pairs|before sunrise|without pay].
    In a dry year {things} [moved upstream|were counted twice|could be seen from the road].
    {scheme} obliged every firm on the {river} to [return its water as clean as it took it|plant a tree for every barge|report in {month}].
    The only road to {site} was closed between {month} and {month} [to let the toads cross|because of mud|by custom].
    {company} [built a weir|sold its pumps|paid for an observatory] after the hearing in {town}.
    A map of {problem}, drawn by [schoolchildren|retired engineers|the lamp keepers' union], hung in the town hall.
    The wind turned in {month}, and with it [the smell of the mills|the price of reed|the mood of the council].
    Volunteers from {town3} arrived each {weekday} with [nets and sandwiches|borrowed boats|a brass band].
    The law protected {things} but not [their food|their shadow|the meadow they need in spring].
    An earlier attempt, in the days of the old {ministry}, [failed for want of boots|was undone by a storm|is remembered with affection].
    Samples taken below {town} were sent to the {university}, which [lost them|confirmed the worst|found them cleaner than its own tap].
    """),
    views=sentences("""
    {official} said that the government [wanted both the wharf and the birds|had no money for {remedy}|would follow the science "at a walking pace"].
    {o} [welcomed|questioned|had not seen] the figures, and asked whether the United States had tried {remedy}.
    {expert} of the {university} thought that {problem} explained [half of the losses|everything|nothing at all].
    {x} warned that {things} would be gone in {years} years [unless {remedy} came first|whatever was done|and that few would notice].
    {mayor} of {town} called {scheme} ["the best thing since the tram"|"a burden with feathers"|popular with everyone who lives uphill].
    {critic} [accused {company} of delay|defended the mills|read a poem about the {river}] at the hearing.
    A spokeswoman for {group} [wanted the ditches blocked at once|was content to wait|asked for more lanterns and fewer conferences].
    Farmers along the {river} [took the payments|kept their distance|were the first to report {problem}].
    The {town2} anglers [signed|refused to sign|had never heard of] the agreement.
    """),
    figures=sentences("""
    The count came to {big}, [up|down] {pct} on last year and the [best|worst] since records began.
    {scheme} cost {money}, of which {pct} came from [a levy on lamps|the lottery|{company}].
    Water in the {river} met the standard on {n} of {n} days.
    {people} planted {big} meters of shore in {few} weeks.
    Output at the upper mills fell by {pct}, and {problem} by {pct}.
    Some {big} hectares were [under protection|under water|in dispute].
    """),
)
