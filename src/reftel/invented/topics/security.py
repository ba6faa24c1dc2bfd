"""Coast watch, smugglers, mountain guards: the cables of the security and defense offices."""

# ruff: noqa: E501 (a sentence stands on one line)

from reftel.invented.grammar import Topic, sentences, theme

THEMES = (
    theme(
        "PTER ASEC EWWT",
        """
        COAST WATCH: NEW LAMPS, OLD BOATS
        {group} JOINT EXERCISE OFF {town}
        {site}: PORT SECURITY VISIT
        SIGNALS AND SILENCE: AFTER {event}
        """,
        thing="coast watch",
        things="watch boats",
        people="coast watchers",
        group="the Coast Watch Service",
        site="the signal station",
        problem="signals nobody answered",
        remedy="a common flag book",
        scheme="the Watchful Coast Initiative",
        event="Exercise Patient Gull",
    ),
    theme(
        "SNAR KCRM ETRD",
        """
        SAFFRON SMUGGLING ON THE {river}: A SPICY TRADE
        {people} SEIZE A RECORD CARGO
        {problem}: WHAT CUSTOMS KNOWS
        {group} AND THE NIGHT ROAD TO {town}
        """,
        thing="saffron patrol",
        things="saffron crates",
        people="customs riders",
        group="the River Customs Corps",
        site="the reed channels",
        problem="false bottoms in tea chests",
        remedy="dogs trained on saffron",
        scheme="the Honest Cargo Compact",
        event="Operation Yellow Thread",
    ),
    theme(
        "MARR PREL MASS",
        """
        ALPINE GUARD: MULES, MAPS AND MODERNIZATION
        VISIT TO THE MOUNTAIN SCHOOL AT {town}
        {official} ON TRAINING AND {remedy}
        {group}: A SMALL FORCE IN A HIGH PLACE
        """,
        thing="mountain school",
        things="mountain mules",
        people="mountain guards",
        group="the Alpine Guard",
        site="the pass",
        problem="radios that froze",
        remedy="wool covers for the radios",
        scheme="the High Passes Partnership",
        event="Exercise Steady Mule",
    ),
    theme(
        "KCRM PGOV KJUS",
        """
        COUNTERFEIT FERRY TICKETS: THE TRIAL OPENS
        {group} BREAKS THE {town} RING
        JUSTICE BY THE LANDING STAGE
        {problem} AND THE PUBLIC PURSE
        """,
        thing="ticket ring",
        things="counterfeit tickets",
        people="ticket inspectors",
        group="the Inspectorate of Ferries",
        site="the print shop",
        problem="tickets printed on wallpaper",
        remedy="a watermark of a heron",
        scheme="the Honest Crossing Law",
        event="the Ticket Trial",
    ),
    theme(
        "ASEC AMGT CASC",
        """
        EMERGENCY ACTION COMMITTEE MEETS AHEAD OF {event}
        EAC: NO INCIDENTS EXPECTED, UMBRELLAS ADVISED
        SECURITY REVIEW AT {site}
        SPOT REPORT: LOUD BUT HARMLESS
        """,
        thing="crowd plan",
        things="crowd plans",
        people="stewards",
        group="the Municipal Stewards",
        site="the embassy square",
        problem="firecrackers",
        remedy="an earlier bedtime for the band",
        scheme="the Calm Squares Plan",
        event="the Procession of Drums",
    ),
    theme(
        "PARM KNNP TPHY",
        """
        SIGNAL ROCKETS: HOST GOVERNMENT REPLIES
        {things}: AN ARMS CONTROL CURIOSITY
        INSPECTORS AT {site} FIND ONLY FIREWORKS
        RESPONSE TO DEMARCHE ON {things}
        """,
        thing="signal rocket",
        things="signal rockets",
        people="inspectors",
        group="the Powder Commission",
        site="the old powder mill",
        problem="powder kept without a ledger",
        remedy="a ledger in two hands",
        scheme="the Quiet Powder Convention",
        event="the Spring Inspection",
    ),
    theme(
        "PREF PHUM SMIG",
        """
        SHELTER FOR FLOOD FAMILIES AT {town}
        {people} GO HOME AS THE {river} FALLS
        {group} PREPARES FOR ANOTHER WINTER
        RELIEF BY RAFT: A FIELD VISIT
        """,
        thing="flood shelter",
        things="flood shelters",
        people="flood families",
        group="the Raft Relief Committee",
        site="the camp on the dike",
        problem="a shortage of dry matches",
        remedy="stoves made of drums",
        scheme="the Higher Ground Appeal",
        event="the autumn flood",
    ),
    theme(
        "MOPS MARR PREL",
        """
        NIGHT TRAIN GUARDS: A QUIET DEPLOYMENT
        {official} ON BORDER LANTERNS
        NEIGHBORS AGREE ON {remedy}
        PATROLS ON THE {river}: READOUT OF STAFF TALKS
        """,
        thing="border lantern",
        things="border lanterns",
        people="train guards",
        group="the Joint Lantern Staff",
        site="the last station before the border",
        problem="lanterns taken for signals",
        remedy="green glass on the northern side",
        scheme="the Night Train Understanding",
        event="the Exchange of Lanterns",
    ),
)

SECURITY = Topic(
    name="security",
    tags=("PTER", "ASEC", "PREL", "MARR", "KCRM", "PINS", "MOPS"),
    offices=("PM/RSAT", "S/CT", "INL/AAE", "DS/IP/RD", "ISN/CTR", "PRM/ECA"),
    themes=THEMES,
    leads=sentences("""
    {group} [completed|postponed|began] {event} off {town} on {day}, and {people} [performed well|were short of rope|drew a crowd].
    {official} [asked for|declined|thanked us for] American help against {problem}.
    After {event}, the government [accepted|ruled out|will study] {remedy}.
    The night of {day} passed [without incident|with more noise than harm|under a full moon], according to {group}.
    [Defatt|RSO|Poloff] visited {site} and found {people} [better trained than equipped|in good heart|outnumbered by journalists].
    {problem} [led|nearly led] to a misunderstanding with the neighbors, who [protested|laughed|sent a choir].
    """),
    facts=sentences("""
    {group} had {n} officers, {few} boats and [one working engine|a dog called Corporal|a long tradition of letters to the editor].
    {site} was built against [smugglers|the wind|an invasion that never came] and was [still in use|a popular picnic place|lit from {month} to {month}].
    Patrols left {town2} at dusk and returned [by the morning ferry|when the tea ran out|before the market opened].
    The cargo, {big} kilos in {n} crates, was [weighed twice|burned|kept at {site} as evidence].
    Under {scheme} both sides [told each other of every patrol|shared a telephone|flew the same flag at night].
    The court in {town3} [heard {n} witnesses|sat on Saturdays|moved to a barn] for the length of the trial.
    {company} supplied the [rope|radios|boots], and its accounts [were examined|did not add up|were in order].
    Equipment given {years} years ago was [in daily use|still in its crates|known by pet names].
    The {town} garrison took part with {few} platoons and [a field kitchen|its band|borrowed skis].
    Roads to {site} were closed for {hours} hours; [traders objected|children sledged|nobody minded].
    {people} reported [every light|only what they could not explain|twice a day] to {town}.
    Training was given in {month} by a team of [two sergeants|retired coast guards|mountain rescuers] from the United States.
    """),
    views=sentences("""
    {official} said that {group} would ["rather be bored than brave"|need another year|never again sail without tea].
    {o} [denied|admitted|was amused by] reports of {problem} and asked us to treat the matter with discretion.
    {critic} wrote that {scheme} [protected nobody|was the first sensible step|cost more than the thieves].
    {mayor} of {town} wanted [more patrols|fewer sirens|the old signal station back].
    {expert} of the {university} [doubted|confirmed|had first described] the threat from {problem}.
    A senior officer of {group} [spoke highly of|wanted more of|was polite about] the training, and thought {remedy} long overdue.
    The neighbors' attache told us [over cards|in confidence|at the reception] that his side had [the same trouble|no boats to spare|already tried {remedy}].
    Defense officials [expected|hoped to avoid|had stopped talking about] a debate in parliament.
    {c} [asked who guarded the guards|called for an inquiry|praised the mules] in the {paper}.
    """),
    figures=sentences("""
    Seizures rose to {big} crates, worth {money}; arrests [rose|fell] by {pct}.
    The exercise used {n} boats and {big} flares, {pct} of which [lit|were paid for by the neighbors|landed where they should].
    Spending on {scheme} came to {money}, or {pct} of the defense budget.
    {group} answered {n} calls in {month}, {few} of them [false alarms|about cows|serious].
    Of {n} people charged, {few} were [convicted|acquitted|still looking for a lawyer].
    Some {big} people were sheltered at {site} and in {town2}; {pct} had gone home by {month}.
    """),
)
