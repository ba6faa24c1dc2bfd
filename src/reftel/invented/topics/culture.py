"""Festivals, puppets, kites, choirs: the public affairs officer's cables."""

# ruff: noqa: E501 (a sentence stands on one line)

from reftel.invented.grammar import Topic, sentences, theme

THEMES = (
    theme(
        "SCUL SOCI KPAO",
        """
        HARVEST FESTIVAL IN {town}: A GOOD YEAR FOR PUMPKINS
        {event} DRAWS RECORD CROWD
        AMBASSADOR OPENS {event}
        WHAT THE HARVEST SUPPER TELLS US ABOUT {province}
        """,
        thing="harvest festival",
        things="harvest wagons",
        people="wagon painters",
        group="the Harvest Committee",
        site="the threshing square",
        problem="an early frost",
        remedy="a tent over the square",
        scheme="the Common Table Fund",
        event="the Supper of Ten Thousand Spoons",
    ),
    theme(
        "SCUL KPAO OIIP",
        """
        KITE RACING FEDERATION CHANGES COURSE
        {group} AND THE POLITICS OF WIND
        AMERICAN TEAM PLACES THIRD IN {town}
        {things} OVER {site}: SPORT AND SOFT POWER
        """,
        thing="racing kite",
        things="racing kites",
        people="kite captains",
        group="the Kite Racing Federation",
        site="the sea wall",
        problem="a calm that lasted nine days",
        remedy="racing at dusk",
        scheme="the Fair Wind Rules",
        event="the Silver Spool Cup",
    ),
    theme(
        "SCUL OEXC KPAO",
        """
        PUPPET THEATER TOURS {province} WITH EMBASSY SUPPORT
        STRINGS AND SENTIMENT: {event}
        {things} RETURN FROM TOUR
        A PUPPET, A MINISTER AND A FULL HOUSE
        """,
        thing="puppet theater",
        things="puppet theaters",
        people="puppeteers",
        group="the Wandering Strings Company",
        site="the warehouse theater",
        problem="woodworm",
        remedy="puppets of papier-mache",
        scheme="the Small Stages Exchange",
        event="the Week of Strings",
    ),
    theme(
        "SCUL ECPS SOCI",
        """
        BREAD STAMPS: A MUSEUM RISES
        {group} WANTS ITS STAMPS BACK
        OLD {things} AND NEW PRIDE IN {town}
        RETURN OF THE {town} COLLECTION
        """,
        thing="bread stamp",
        things="bread stamps",
        people="bakers",
        group="the Bakers' Historical Society",
        site="the old bakehouse",
        problem="stamps sold abroad",
        remedy="casts in plaster",
        scheme="the Crumbs of History Project",
        event="the Loaf Parade",
    ),
    theme(
        "SCUL SOCI KIRF",
        """
        CHOIR BOATS ON THE {river}: HARMONY BETWEEN BANKS
        {event}: NINE CHOIRS, ONE CURRENT
        {group} CROSSES OLD LINES
        SINGING ACROSS THE {river}
        """,
        thing="choir boat",
        things="choir boats",
        people="boat choirs",
        group="the Union of River Choirs",
        site="the bend below the abbey",
        problem="a quarrel over the key of the last hymn",
        remedy="a song without words",
        scheme="the Shared Songbook",
        event="the Evensong of the Boats",
    ),
    theme(
        "SCUL KPAO KMDR",
        """
        MEDIA REACTION: {event}
        RADIO PLAYS: {town} LISTENS AGAIN
        {paper} AND {paper2} ON {scheme}
        PRESS AND RADIO IN {province}: A SURVEY
        """,
        thing="radio play",
        things="radio plays",
        people="radio players",
        group="the Theater of the Air",
        site="the studio above the pharmacy",
        problem="static on feast days",
        remedy="a second mast",
        scheme="the Evening Hour Charter",
        event="the Thousandth Broadcast",
    ),
    theme(
        "SCUL SOCI OEXC",
        """
        LANTERN MUSEUM: LIGHT FROM A SMALL TOWN
        {people} AND THE ART OF OILED PAPER
        VISITING LIBRARIAN ENCHANTS {town}
        {event}: NOTES FROM {province}
        """,
        thing="paper lantern",
        things="paper lanterns",
        people="lantern painters",
        group="the Friends of the Lantern Museum",
        site="the museum in the silo",
        problem="damp in the silo",
        remedy="a stove and a cat",
        scheme="the Lit Windows Fellowship",
        event="the Lantern Procession",
    ),
    theme(
        "SCUL SOCI KOLY",
        """
        CHESS ON ICE: A WINTER CHAMPIONSHIP
        {group} SEEKS OLYMPIC BLESSING
        COLD HANDS, WARM WORDS AT {site}
        {mayor} ON {things}
        """,
        thing="ice board",
        things="ice boards",
        people="ice players",
        group="the Ice Chess League",
        site="the frozen basin",
        problem="bishops that melted",
        remedy="pieces of tin",
        scheme="the Winter Moves Program",
        event="the Frost Gambit Open",
    ),
)

CULTURE = Topic(
    name="culture",
    tags=("SCUL", "SOCI", "KPAO", "OEXC", "OIIP", "PREL", "PROP"),
    offices=("ECA/PE", "IIP/G", "R/PPR", "EUR/PPD", "EAP/PD"),
    themes=THEMES,
    leads=sentences("""
    {event} in {town} [drew a record crowd|went ahead in the rain|ended at sunrise], and {people} [were the heroes of it|spoke of nothing else|asked us to come again].
    The Ambassador [opened|closed|missed the beginning of] {event} on {day}, to [warm|long|puzzled] applause.
    {group} [elected a new chair|broke with tradition|lost its rehearsal room] over {problem}.
    A modest grant under {scheme} [bought|brought|repaired] more good will than [a year of speeches|any visit in memory|the road].
    {things}, once [dismissed as a pastime|banned in the capital|made only for weddings], became [a matter of pride|good business|an argument] in {province}.
    The {paper} gave {few} columns to {site}, [most of them kind|one of them by the minister|all of them on page one].
    """),
    facts=sentences("""
    The first {thing} in {town} was made {years} generations ago for [a bet|a bishop|a winter without work].
    {people} trained at {site}, where [the roof leaked|the neighbors kept time|the master was ninety-one].
    By tradition [the youngest went first|the loser bought soup|nobody spoke until the bell], and {event} ended with [a silence|fireworks|a reading of names].
    {company} paid for the [costumes|string|benches], and its name was [painted on every boat|not mentioned|sung].
    The {ministry} moved {event} from {month} to {month}, [to suit the schools|because of the wind|without asking anyone].
    Visitors came from {town2} and {town3}, many [on foot|by night train|with their own spoons].
    {group} owned {n} pieces, [some in poor repair|each with a name|insured for {money}].
    Our speaker, an American [librarian|banjo player|set designer], taught {few} workshops and [learned two songs|broke a string|was adopted by a choir].
    The program included [a lecture on tariffs|a duet|a film without sound], which was better than it sounds.
    Rain stopped the second day; {people} moved to {site} and [began again|told stories|finished the soup].
    An exhibition of {things} had toured {few} towns before it [closed in|was lost near|came home to] {town}.
    Schoolchildren [carried the lanterns|counted the spoons|wrote the captions], as they had each year since the flood.
    """),
    views=sentences("""
    {official} praised [the evening|the Embassy|the soup] and promised that {scheme} would be [continued|doubled|explained to the treasury].
    {o} told PAO that culture was "[the one export nobody taxes|our best road|what remains after the speeches]."
    {mayor} of {town} [wept a little|spoke for an hour|thanked everyone by name].
    {critic} reviewed {event} as ["a triumph of string"|"long, cold and wonderful"|too modern by half].
    {c} regretted {problem} but [not the rest|forgave the organizers|hoped for {remedy} next year].
    {expert} of the {university} [traced the custom to the river trade|doubted its age|called it the nation's diary].
    An elderly member of {group} said that [nobody had listened so well before|her mother would have laughed|it was all in the wrist].
    Students told us that they [came for the music|had never met an American|would apply for {scheme}].
    The head of {group} asked for [strings|a second visit|help with {problem}], and offered {remedy} in return.
    """),
    figures=sentences("""
    The organizers counted {big} visitors over {few} days; the police [counted half|agreed|lost count].
    Tickets cost {n} crowns, and {pct} were [given away|sold on the first morning|resold].
    The {paper} and {few} other papers ran {n} articles, {pct} of them [favorable|with photographs|unsigned].
    {scheme} paid for {n} places; {big} people applied.
    The repair of {site} would cost {money}, of which {pct} was [promised|raised by bakers|in hand].
    A survey found that {pct} of those asked [knew what an embassy is|would come again|thought better of us].
    """),
)
