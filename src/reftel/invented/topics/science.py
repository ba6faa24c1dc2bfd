"""Observatories, clocks, satellites: the science officer's cables."""

# ruff: noqa: E501 (a sentence stands on one line)

from reftel.invented.grammar import Topic, sentences, theme

THEMES = (
    theme(
        "TSPL KSCA TPHY",
        """
        TIDE CLOCK AT {town}: ON TIME AT LAST
        {group} AND THE QUESTION OF NOON
        {things} AND SCIENCE COOPERATION
        JOINT COMMITTEE ON TIDES MEETS IN {town}
        """,
        thing="tide clock",
        things="tide clocks",
        people="tide keepers",
        group="the Bureau of Tides and Time",
        site="the tide tower",
        problem="a drift of four minutes a year",
        remedy="a pendulum of reed glass",
        scheme="the Common Noon Project",
        event="the Setting of the Clocks",
    ),
    theme(
        "TSPA TSPL ETTC",
        """
        SKY SURVEY: THE NIGHT SHIFT AT {site}
        METEOR CAMERAS FOR SCHOOLS
        {company} WINS CONTRACT FOR {things}
        STARS, LENSES AND EXPORT LICENSES
        """,
        thing="meteor camera",
        things="meteor cameras",
        people="night observers",
        group="the Network of Small Observatories",
        site="the observatory on the saddle",
        problem="stray light from the valley",
        remedy="shutters on the greenhouse",
        scheme="the Thousand Eyes Survey",
        event="the Autumn Shower Watch",
    ),
    theme(
        "TBIO EAGR SENV",
        """
        SEED LIBRARY OPENS UNDER THE {town} GRANARY
        {things}: A BACKUP FOR BREAKFAST
        {group} LENDS ITS FIRST SEEDS
        SCIENTISTS DEBATE THE OLDEST BEAN IN {province}
        """,
        thing="seed library",
        things="lent seeds",
        people="seed librarians",
        group="the Council of Seed Libraries",
        site="the vault below the granary",
        problem="mislabeled beans",
        remedy="a drawing of every plant",
        scheme="the Borrow and Return Protocol",
        event="the Exchange of Beans",
    ),
    theme(
        "ENRG TRGY KGHG",
        """
        KITE POWER: STRINGS ATTACHED
        {company} TESTS {things} OVER {site}
        ENERGY FROM THE UPPER WINDS: A SITE VISIT
        {official} ON WIND, ROPE AND PATIENCE
        """,
        thing="kite generator",
        things="kite generators",
        people="rope engineers",
        group="the High Winds Laboratory",
        site="the plateau",
        problem="tangled tethers",
        remedy="a swivel of forged bronze",
        scheme="the Upper Winds Program",
        event="the Week of Tests",
    ),
    theme(
        "TNGD TINT ECPS",
        """
        TALKING BRIDGES: SENSORS ON THE {river}
        {university} LISTENS TO OLD STONE
        {things} AND THE RADIO SPECTRUM
        PILOT PROJECT AT {site}: FIRST DATA
        """,
        thing="bridge sensor",
        things="bridge sensors",
        people="bridge listeners",
        group="the Laboratory for Old Structures",
        site="the humpback bridge",
        problem="readings spoiled by swans",
        remedy="listening at night",
        scheme="the Speaking Stones Study",
        event="the Load Test Parade",
    ),
    theme(
        "TBIO KFLU SOCI",
        """
        COMMON COLD STUDY: {town} SNEEZES FOR SCIENCE
        PANDEMIC PLANNING: HANDKERCHIEFS AND HYGIENE
        {group} REPORTS A MILD WINTER
        {expert} ON SOUP AS A CONTROL
        """,
        thing="sneeze survey",
        things="sneeze diaries",
        people="diary keepers",
        group="the Institute of Mild Diseases",
        site="the winter garden clinic",
        problem="diaries filled in from memory",
        remedy="a bell rung twice a day",
        scheme="the Warm Scarves Campaign",
        event="the Winter Count",
    ),
    theme(
        "TSPL OSCI SCUL",
        """
        AN ATLAS OF WHISTLED LANGUAGES
        {people} MAP THE VALLEYS OF {province}
        SCIENCE GRANT CLOSES WITH A CONCERT
        {things}: RESEARCH ACROSS THE {river}
        """,
        thing="whistle map",
        things="whistle maps",
        people="language surveyors",
        group="the Atlas of Whistles",
        site="the echo valley",
        problem="birds that answer",
        remedy="recording before dawn",
        scheme="the Valley to Valley Grant",
        event="the Great Whistle",
    ),
)

SCIENCE = Topic(
    name="science",
    tags=("TSPL", "TBIO", "TPHY", "KSCA", "SENV", "ENRG", "OEXC"),
    offices=("OES/STC", "OES/SAT", "STAS", "NASA", "NSF"),
    themes=THEMES,
    leads=sentences("""
    The {thing} at {site} [went into service|passed its first test|missed its first deadline] on {day}.
    {group} [signed|renewed|let lapse] its agreement with the {university}, [worth {money}|after {years} years|with little ceremony].
    Scientists in {town} [claimed|retracted|confirmed] a result that could [end|explain|double] {problem}.
    The {ministry} will [spend {money}|seek partners|hold a competition] for {scheme}, {official} told us.
    Estoff joined {people} at {site} for [a night|a week|the final day] of {event}.
    [Rivals|Neighbors|Two generations] in the field of {things} met in {town} and [agreed on {remedy}|agreed on very little|sang].
    """),
    facts=sentences("""
    The first {thing} was built {years} years ago by [a clockmaker|two sisters|a failed opera company] in {town2}.
    {site} was chosen because [the air is dry|nothing else grows there|the rent was low].
    Every {weekday} {people} [read the instruments|changed the paper|swept the snow from the roof].
    Data were sent to {town3} [by mule|over a leased line|in sealed tins], where {few} students [copied them|checked them|set them to music].
    The main instrument came from {company}, [at cost|after a lawsuit|in {n} crates].
    Under {scheme}, results had to be [published within a year|shared with schools|repeated before witnesses].
    A fire in {month} [destroyed the workshop|spared the archive|led to better shutters].
    {group} had {n} members in {few} laboratories and [one car|no director|a choir].
    The method depended on {remedy}, which [nobody else had tried|was patented in {month}|sounded simpler than it was].
    Students paid for their own [boots|lenses|lunches]; the {ministry} paid for the rest.
    The library of the {university} held [the only complete series|a rival set|{big} pages] of measurements.
    Calibration took {few} weeks, most of it [waiting for still air|spent looking for the key|at night].
    """),
    views=sentences("""
    {official} [wanted American partners|asked about export licenses|hoped for a joint laboratory] and said so {few} times.
    {o} thought that {problem} would be solved ["by the young, or not at all"|within the year|once the money came].
    {expert} of the {university} called the result ["beautiful and probably right"|premature|the best in {years} years].
    {x} [admitted|insisted|joked] that without {remedy} the whole series was worth little.
    The director of {group} [saw a market|saw no hurry|worried about the roof].
    {critic} asked in the {paper} why {money} was spent on {things} when [the school needed a stove|the road was unpaved|the tram still ran late].
    {mayor} of {town} was [proud|skeptical|glad of the visitors].
    A visiting American [astronomer|botanist|engineer] told us that the work was [sound|ahead of ours|short of spare parts].
    An engineer at {company} said that the bronze parts would [outlast the grant|need replacing by {month}|never ship on time].
    """),
    figures=sentences("""
    The instrument recorded {big} events in {few} weeks, {pct} of them [false|at night|during {event}].
    The error fell to {pct} of what it was {years} years ago.
    The laboratory had a staff of {n} and a budget of {money}.
    Of {n} schools that took part, {pct} [finished|sent usable data|asked to go on].
    A single unit cost {big} crowns; in series it could cost {pct} less.
    The survey covered {big} square kilometers, or {pct} of {province}.
    """),
)
