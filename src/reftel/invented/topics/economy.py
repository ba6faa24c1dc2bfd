"""Trade, tolls, tariffs, harvests: the economic officer's cables."""

# ruff: noqa: E501 (a sentence stands on one line)

from reftel.invented.grammar import Topic, sentences, theme

THEMES = (
    theme(
        "ELTN ECON KPRV",
        """
        {things} TO RISE AFTER {event}
        WHO PAYS FOR {site}? A {thing} DEBATE
        {people} AND MINISTRY SETTLE ON {remedy}
        {scheme}: A FIRST BALANCE SHEET
        """,
        thing="bridge toll",
        things="bridge tolls",
        people="toll keepers",
        group="the Guild of Toll Keepers",
        site="the Seven Arches crossing",
        problem="forged toll tokens",
        remedy="a single striped token",
        scheme="the Open Bridges Program",
        event="the Day of Open Bridges",
    ),
    theme(
        "EWWT ETRD ECON",
        """
        LIGHTHOUSE TARIFF: SHIPPERS SEE THE LIGHT, AND THE BILL
        {group} ASKS FOR A FAIRER {thing}
        {town} HARBOR AND THE PRICE OF {things}
        PARLIAMENT DIMS HOPES FOR {scheme}
        """,
        thing="lighthouse tariff",
        things="lighthouse dues",
        people="lamp keepers",
        group="the Lighthouse Dues Board",
        site="the old light at Gannet Point",
        problem="unlit buoys",
        remedy="one due for every lamp passed",
        scheme="the Bright Coast Plan",
        event="the Night of a Hundred Lamps",
    ),
    theme(
        "EFIS EIND ETRD",
        """
        GLASS FISHERIES: A FRAGILE BOOM
        {town}'S FLOAT BLOWERS LOOK FOR NEW MARKETS
        QUOTA FOR {things} SPLITS THE COAST
        {company} BUYS INTO {things}
        """,
        thing="glass float",
        things="glass floats",
        people="float blowers",
        group="the Glass Fisheries Cooperative",
        site="the long pier",
        problem="cheap imitations of cork",
        remedy="a quota by weight of glass",
        scheme="the Clear Waters Credit",
        event="the Regatta of Floats",
    ),
    theme(
        "ETRD EIND EINV",
        """
        BUTTON EXPORTS: HOLDING IT ALL TOGETHER
        {things} AND THE TRADE BALANCE
        {company} OPENS A NEW WORKSHOP IN {town}
        {group} WARNS OF {problem}
        """,
        thing="horn button",
        things="horn buttons",
        people="button turners",
        group="the Chamber of Button Makers",
        site="the turning sheds",
        problem="a flood of clasps and hooks",
        remedy="a mark of origin on every card of buttons",
        scheme="the Four Holes Initiative",
        event="the Button Fair",
    ),
    theme(
        "EAGR ETRD EFIN",
        """
        BLUE BARLEY HARVEST EXCEEDS ALL HOPES
        {things}: A GOOD YEAR AND WHERE TO PUT IT
        GRANARY BONDS FIND FEW BUYERS
        {scheme} AND THE PRICE OF BREAD
        """,
        thing="barley granary",
        things="granaries",
        people="barley growers",
        group="the Blue Barley Board",
        site="the terraced fields above the river",
        problem="damp storage",
        remedy="a guaranteed price by the basket",
        scheme="the Full Granaries Act",
        event="the Barley Blessing",
    ),
    theme(
        "EIND ENRG ECON",
        """
        ICE HARVEST: COLD COMFORT FOR {province}
        {people} DEMAND A LONGER SEASON
        {company} AND THE LAST ICE WAGONS
        WINTER ACCOUNTS OF {group}
        """,
        thing="ice wagon",
        things="ice wagons",
        people="ice cutters",
        group="the Winter Harvest Company",
        site="the frozen reservoir",
        problem="early thaws",
        remedy="sawdust at the public expense",
        scheme="the Cold Chain Compact",
        event="the First Block Ceremony",
    ),
    theme(
        "ECON EIND KIPR",
        """
        UMBRELLA LEASING: A RAINY DAY INDUSTRY
        THE {thing} AND THE SHARING ECONOMY
        {paper} ON {things}: NOBODY BRINGS THEM BACK
        PATENTS, RIBS AND HANDLES: {company} GOES TO COURT
        """,
        thing="umbrella lease",
        things="leased umbrellas",
        people="umbrella lessors",
        group="the Association of Umbrella Lessors",
        site="the covered market",
        problem="umbrellas left on trams",
        remedy="a refundable deposit",
        scheme="the Dry Streets Partnership",
        event="the Parade of First Rain",
    ),
    theme(
        "ELAB EIND SOCI",
        """
        REED PAPER WORKERS GO BACK TO THE VATS
        STRIKE AT {company} ENDS WITH A PICNIC
        {group}: NEW LEADERS, OLD DEMANDS
        WAGES, BREAKS AND {remedy}
        """,
        thing="reed paper mill",
        things="reed paper mills",
        people="vat workers",
        group="the Union of Vat Workers",
        site="the lower mill",
        problem="short tea breaks",
        remedy="a bell between shifts",
        scheme="the Quiet Mills Accord",
        event="the Paper Lantern Picnic",
    ),
)

ECONOMY = Topic(
    name="economy",
    tags=("ECON", "ETRD", "EFIN", "EINV", "EIND", "BEXP", "PGOV"),
    offices=("EB/IFD", "EB/TPP", "EEB/TRA", "USDOC", "TREASURY"),
    themes=THEMES,
    leads=sentences("""
    The {ministry} [announced|confirmed|let it be known] on {day} that the {thing} would be reviewed before the end of the year.
    After [months|two years|a long winter] of argument, {group} and the {ministry} [agreed on|settled for|signed a paper about] {remedy}.
    Growth in {province} [slowed|picked up|surprised everybody], and {things} [were given the credit|took the blame|were part of the reason].
    {people} in {town} [have begun|threatened|agreed] to hold back their receipts until something was done about {problem}.
    {company} [won|lost|withdrew from] the tender for {site}, worth {money}.
    The budget for the coming year set aside {money} for {scheme}, [less|more|rather more] than {group} had asked for.
    [Traders|Shippers|Merchants] told us that {problem} had become [the first|the costliest|the least discussed] obstacle to business in {province}.
    The trade figures published on {weekday} showed {things} [ahead of timber|level with wool|behind only salt] for the first time.
    """),
    facts=sentences("""
    The {thing} was introduced {years} years ago, when {site} was [rebuilt|opened to carts|paid for by subscription].
    Until {month}, {people} were paid by the day; since then they have been paid [by the piece|by weight|from a common purse].
    {company}, which employed {big} people at its height, now [rents out its yard|works three days a week|trains apprentices for its rivals].
    Under {scheme}, a firm that kept its books open could [defer a third of its dues|borrow at a low rate|send its goods by night ferry].
    The road between {town} and {town2} carried most of the trade, and [in spring it was under water|carters avoided it after dark|its surface was the subject of a popular song].
    {group} kept a fund for bad years, [last opened|last counted|last argued over] when the {river} froze in {month}.
    Buyers from {town3} paid in advance, a custom that [gave the town its banks|few outsiders understood|began with a lost wager].
    The {ministry} had promised {remedy} before the last election and [said little of it since|returned to it in every speech|printed the forms already].
    Exports went through {town2}, where {few} warehouses belonged to {company} and the rest to [cousins of its founder|a pension fund|the municipality].
    A customs post stood at {site}; its scale, [a gift of a former king|bought second-hand|checked once a year], was trusted by both sides.
    The central bank [held|lowered|raised] its rate at the {month} meeting and mentioned {things} in a footnote.
    Imports of spare parts [stopped|doubled|were rerouted] after a fire in the {town} depot.
    Small lenders in {province} accepted {things} as security, [at half their price|if they were new|against the advice of the bank].
    """),
    views=sentences("""
    {official} told Econoff that the government would ["not tax what it cannot count"|"meet the trade halfway"|wait for the harvest before it decided].
    {o} [saw no alternative to|was in no hurry about|spoke warmly of] {remedy}, provided that {group} paid its share.
    {mayor} of {town} said that {things} had [built the school|kept the young people at home|paid for the tram].
    {expert} of the {university} [doubted the official figures|called the reform overdue|compared the market to a choir without a conductor].
    A director of {company} [complained|told us over lunch|wrote to us] that {problem} cost the firm {money} a year.
    {critic} called {scheme} ["a lantern without oil"|"a good idea in poor shoes"|"the cheapest promise of the decade"].
    {group} [wanted|would accept|had long asked for] {remedy}, but only if it began before {event}.
    Bankers in {town3} were [calm|divided|curious]: one had already lent {money} against next year's takings.
    The chairman of the {town} exchange [expected|ruled out|hoped for] a second reading of the bill in {month}.
    """),
    figures=sentences("""
    Sales of {things} came to {money} in the first half, {pct} [more|less] than a year before.
    About {big} people lived from the trade in {province}, {pct} of them [women|apprentices|in family firms].
    The average price rose from {n} to {n} crowns [a dozen|a basket|a crossing] between {month} and {month}.
    Losses from {problem} were put at {money}, a figure that {company} [disputed|confirmed|would not discuss].
    Of {big} licenses, {pct} were [renewed|never used|held by {few} firms].
    Public debt in {province} stood at {pct} of output, and {pct} of it was owed to [the ferry fund|pensioners|itself].
    Unemployment in {town} fell by {pct} over {years} years, while wages [kept pace|lagged|doubled at the mills].
    """),
)
