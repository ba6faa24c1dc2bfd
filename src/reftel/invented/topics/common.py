"""Sentences that fit any topic: the press, what the post did, and what it thought of it all."""

# ruff: noqa: E501 (a sentence stands on one line)

from reftel.invented.grammar import sentences

LEADS = sentences("""
Post [expects|foresees|would not be surprised by] further movement before {event}.
A visit to {town} on {day} showed how [much|little|oddly much] depended on {remedy}.
This cable reports on {things} in {province} and [updates our last report|answers questions from the Department|closes a long file].
Contacts in {town} and {town2} [agreed on the facts|differed on nearly everything|were generous with their time].
Behind the talk of {things} stood an older question: [who decides|who pays|who was asked].
""")
FACTS = sentences("""
The matter had been before the {ministry} since {month}, and the file was [said to be thick|moved twice|lost and found again].
In {town2}, {people} had [gone their own way|copied the example|waited to see what {town} would do].
A circular of {day} told all districts to [count again|report by {month}|wait].
{event}, held each {month}, gave everyone concerned [a reason to meet|a deadline|something to blame].
For {years} years {site} had been [the heart of the matter|closed on {weekday}s|in the care of {group}].
What began as a local affair in {town3} reached the capital when [a deputy's cousin|a stranded minister|the {paper}] took it up.
Roads, as so often in {province}, [decided the rest|were the real subject|had the last word].
No one could say when {problem} began; the oldest record is [a letter|a song|a receipt] from {town2}.
The rules allowed an appeal within {n} days, and [nobody appealed|{group} appealed at once|{company} appealed on the last].
Local officials were [helpful|cautious|tired], and shared a [draft|table|map] that we have sent to the desk.
A delegation from {town3} waited {hours} hours to be heard, [sang|left a basket of pears|was heard after dark], and went home content.
[Snow|Rain|A religious holiday] delayed the second round until {day}.
""")
VIEWS = sentences("""
{official} [received us for an hour|spoke without notes|kept returning to one point]: {remedy} had to come from {group} itself.
{o} saw [three ways forward|no crisis|an opening], and asked what other governments did about {problem}.
Asked about {scheme}, {o} [smiled|sighed|consulted an aide] and said that it was ["early days"|"not a race"|"in good hands"].
{critic} thought that {town} had been [forgotten|flattered|badly advised].
{c}, who [knows the file better than most|has written on it for years|has no seat to lose], was blunter: ["They are counting on the weather."|"Nobody has read the second page."|"The bill is the policy."]
{mayor}, [re-elected in {month}|a former pupil of {x}|in office for {years} years], blamed [distance|habit|both ministries].
{expert} reminded us that {things} had been [declared finished|rescued|fought over] {years} times in a century.
Among {people} the mood was [patient|better than in {month}|one of quiet defiance].
One of them put it this way: ["We do not mind waiting, we mind the forms."|"My father paid in pears and so shall I."|"Give us the tools and spare us the speeches."]
A member of {party2} [promised questions in the house|agreed with every word|had other plans for {weekday}].
Diplomats from {few} other missions [saw it the same way|were less hopeful|had not followed the matter].
{company} [declined to comment|sent a printed statement|asked to be left out of the quarrel].
Shopkeepers near {site} [hoped for an early end|sold more tea than ever|put up signs for both sides].
""")
FIGURES = sentences("""
The {ministry} gave the total as {big}; {group} [counted {big}|accepted the figure|did not].
Between {month} and {month} the number [rose|fell] by {pct}.
According to {x}, {pct} of the budget went to [salaries|roads|stamps].
In {province} alone, {big} households were [affected|registered|asked].
At {money}, the cost was {pct} [above|below] the estimate.
""")
PRESS = sentences("""
The {paper} ran the story on page [one|two|three] under the headline "[All Eyes on {town}|A Matter of Patience|Who Will Hold the Lamp?]."
The {paper2}, usually close to {party}, [criticized the delay|printed both sides|kept silent].
Radio in {town} carried [a debate|an interview with {c}|calls from listeners] on {weekday}.
A cartoon in the {paper} showed {o} [balancing on a spool|asleep under a bell|chasing a hat].
Letters to the {paper2} ran {few} to one in favor of {remedy}.
State television [gave it half a minute|led with it|showed the sheep instead].
An editorial in the {paper2} asked ["Is this all?"|for calm|why nobody had thought of it before].
""")
ACTIONS = sentences("""
Emboff [thanked {o}|took note|promised to report], and left a copy of our points.
We [encouraged|urged|asked] {group} to put its concerns in writing before {day}.
The DCM will [raise this|return to the point|make the same case] when {official} [comes to dinner|returns from {town3}|meets the diplomatic corps].
We suggested that an expert from the [Department|Park Service|Coast Guard] might visit in {month}.
Post will [follow the vote|visit {town2}|report septel] after {event}.
In reply we [explained our own rules|offered a reading list|said that Washington would be interested].
Emboffs heard the same from [a deputy of {party}|a clerk at the {ministry}|the driver who took us to {site}].
We also raised [the pending visas|the Embassy lease|the visit in {month}], and were told to expect an answer by {day}.
""")
COMMENTS = sentences("""
It would be easy to smile at {problem}; in {province} [it decides elections|it is no joke|people lose money over it].
[Much|Little|Everything] now depends on whether {group} can hold its members together until {event}.
{o} is [a careful reader of the wind|better at beginning than at ending|worth watching].
We think {remedy} [likely|unlikely before {month}|the least bad outcome].
The real test of {scheme} will come [with the first frost|when the money runs out|on the night ferry].
Our contacts may [overstate|understate] the quarrel, but [not by much|the direction is clear|their figures have been right before].
{party} has [more to lose|less to fear|more time] than it seems.
As long as {site} stands empty, [both sides can claim it|the argument will go on|{company} is content].
Washington may wish to [consider a small grant|send a note of congratulation|leave well alone].
What struck us most was [the good humor on all sides|how few people had read the bill|the quality of the soup].
If the price is right, {people} will [come round|find another way|teach the neighbors].
{c} told us afterwards that [we had asked the wrong question|things were worse|things were better], and may be right.
The government has [bought time|spent its credit|found its voice]; {town} has [noticed|not].
None of this touches American interests directly, but [it colors the mood|the next minister will remember it|it is the talk of every dinner].
""")
HEADINGS = sentences("""
BACKGROUND
A LONG STORY
THE VIEW FROM {town}
WHAT THE {people} WANT
THE GOVERNMENT'S POSITION
{group} RESPONDS
BY THE NUMBERS
PRESS REACTION
NEXT STEPS
WHO PAYS?
{site}
VOICES FROM {province}
THE ROAD TO {event}
{problem}
OUTLOOK
ON THE {river}
{scheme}: A BALANCE
MEANWHILE IN {town2}
""")
