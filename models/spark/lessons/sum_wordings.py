"""How sums are asked for: patterns of phrasing.py, one paragraph for each kind of sum."""

from __future__ import annotations


def _one_line(pattern: str) -> str:
    """Join a pattern that was broken after its bars."""
    return pattern.replace("|\n", "|").replace("\n", " ")


ASK = _one_line(
    """[||||||what is|what's|whats|what is|what does|how much is|how much does|calculate|compute|work out|solve|
tell me|give me|find|figure out|can you [do|calculate|work out|solve|compute|tell me]|could you [work out|calculate|
compute]|please [calculate|work out|compute]|do you know what [is|]|i need|i need to know|i want to know|
help me with|quick:|quick question,|hey,|evaluate|answer this:|what would|what will|math:|maths:|so what is|
ok what's|now|and|then|what about|how about|do|how many is|result of|the result of|what is the result of|
what do you get for|what do i get for|tell me what is|say what is|what is the answer to|answer of|i wonder what is|
pls|please]"""
)
END = _one_line(
    """[||||||||||?|?|?|please|pls|equals|equals what|is what|is how much|= ?|=?|=|equal to|makes what|make|come to|
thanks|for me|thank you|is equal to what|is|gives what|what does it make|how much is it|whats the answer|
what is it?|how much?]"""
)
ADD = _one_line(
    """[<ask> {a}<plus>{b} <end>|<ask> {a}<plus>{b} <end>|<ask> {a}<plus>{b} <end>|{a}<plus>{b}|{a}<plus>{b} <end>|
[add|sum|sum up|total|add up|add together|please add|can you add|could you add|combine|count together|
put together] {a} [and|and|to|with|,|plus] {b} (<end>)|[add|please add] {a} to {b}|add {a}, {b}|<ask> the [sum|
total] of {a} and {b} <end>|(the) [sum|total|addition] of {a} [and|with|,] {b} <end>|sum {a} {b}|add {a} {b}|
what [do|does|would|will] {a} and {b} [make|make together|come to|add up to|equal|give|sum to|total] (?)|
{a} and {b} [make|makes|together make|give|come to|add up to|is|equals] [what|how much|how many] (?)|[how much|
how many|what] [is|are|do|does] {a} and {b} [together|in total|altogether|added together|added|combined|added up|
make|give]|if [i|you|we] add {a} [and|to|with] {b} (,) what [do i get|do you get|is it|is the result|comes out|
is the total] (?)|{a} added to {b} (<end>)|what is {a} added to {b}|{a} increased by {b} <end>|
{a} more than {b} is [what|how much]|what is {a} more than {b}|[what number is|which number is|
what is] {b} more than {a} (?)|start [with|at|from] {a} and add {b}|take {a} and add {b}|put {a} and {b} together|
when you add {a} and {b} what [do you get|is it]|{a}, {b}, [sum|total|added|together] (?)|[sum|addition|total|
plus]: {a} {b}|{a} {b} [added|sum|total|plus]|do the sum {a}<plus>{b}|sum of these two numbers {a} and {b}|i [have|
got] {a} and {b}, [what is|how much is|whats] the [sum|total]|[total|sum] for {a} and {b} please]"""
)
TAKE = _one_line(
    """[<ask> {a}<minus>{b} <end>|<ask> {a}<minus>{b} <end>|<ask> {a}<minus>{b} <end>|{a}<minus>{b}|
{a}<minus>{b} <end>|[subtract|take|deduct|take away|please subtract|can you subtract|remove] {b} from {a} (<end>)|
what is {b} [subtracted|taken|taken away] from {a} (?)|(<ask>) the difference [between|of] {a} and {b} <end>|
[if i take|when you take|if you take] {b} [away from|from|off] {a} what [is left|remains|do i get|is it]|
what is left [if i|when you] take {b} from {a}|how much is {a} [decreased|reduced] by {b}|
{b} less than {a} is [what|how much]|what is {b} less than {a}|{a} take {b}|{a} without {b} <end>|
start with {a} and [take away|subtract] {b}|how much more is {a} than {b}|how many more is {a} than {b}|[difference|
subtraction|minus]: {a} {b}|from {a} take {b}|what do you get when you subtract {b} from {a}|
how far is it from {b} to {a}|what must i add to {b} to get {a}]"""
)
TIMES = _one_line(
    """[<ask> {a}<by>{b} <end>|<ask> {a}<by>{b} <end>|<ask> {a}<by>{b} <end>|{a}<by>{b}|{a}<by>{b} <end>|[multiply|
please multiply|can you multiply|times] {a} [by|and|with|times] {b} (<end>)|
(<ask>) the product of {a} and {b} <end>|what is {a} multiplied by {b}|[what do|how much do|how many is] {a} [times|
multiplied by] {b} [make|give|]|[if i multiply|when you multiply] {a} [by|and|with] {b} what [do i get|is it|
comes out]|{a} lots of {b} (is what)|{a} groups of {b} is how many|what is {a} sets of {b}|{a} {b}s (are what)|
product: {a} {b}|{b} [taken|repeated] {a} times is what|how much is {a} of {b}]"""
)
SHARE = _one_line(
    """[<ask> {a}<over>{b} <end>|<ask> {a}<over>{b} <end>|{a}<over>{b}|{a}<over>{b} <end>|[divide|please divide|
can you divide|split] {a} [by|into|in] {b} (<end>)|what is {a} divided by {b}|how many times does {b} [go|
fit] [into|in] {a}|how many {b}s [are|are there] in {a}|(<ask>) the quotient of {a} and {b} <end>|
share {a} [between|among] {b}|{b} into {a}|what do you get when you divide {a} by {b}]"""
)
STORY_ADD = _one_line(
    """[[i|we|you|{p}] [have|has|had|own|bought|found|picked|counted] {a} <thing> and [get|gets|got|buy|buys|bought|
find|finds|found|receive|add|pick] {b} more(,|.) [how many <thing> (now)|how many <thing> are there|how many [do i|
do we|does {p}] have (now|in total|altogether)|how many in total|what is the total|how many altogether] (?)|
if i have {a} <thing> and [get|buy|someone gives me|{p} gives me|i find] {b} (more) how many (<thing>) do i have|
there are {a} <thing> [on the table|in the box|in the bag|in a basket|in the room] and {b} [more come|more arrive|
more are added|others next to them](,|.) how many (<thing>) [in all|in total|are there|altogether] (?)|
{a} <thing> and {b} <other>, how many [things|in total|altogether|together|all in all] (?)|
{a} <thing> plus {b} <thing> (is how many)|a [book|shirt|lamp|pizza|coffee|ticket|bag] costs {a} and a [pen|cake|
drink|hat|cup|toy|snack] costs {b}, [how much|what is the total|what do they cost together|how much together|
how much is that] (?)|[i|we|{p}] [walked|drove|ran|read|saved|spent|paid|earned] {a} [yesterday|on monday|first|
in the morning] and {b} [today|on tuesday|later|in the evening](,|.) [how much|what] [is that|is it] [in total|
together|altogether] (?)|my [brother|sister|friend|cousin] is {a} (years old), in {b} years how old will [he|she|
they] be|how old is someone aged {a} after {b} years|a class has {a} [girls|boys] and {b} [boys|girls|
others], how many [pupils|children|students] (?)]"""
)
STORY_TAKE = _one_line(
    """[[i|we|{p}] [have|had|has] {a} <thing> and [give away|gave away|lose|lost|eat|ate|sell|sold|use|used|break|
broke] {b}(,|.) how many (<thing>) [are left|are left over|remain|left|do i have|do i have left|are there now] (?)|
if i have {a} <thing> and [eat|lose|give {p}|use|sell] {b} how many [are left|do i have left|remain|have i got] (?)|
there are {a} <thing> [on the table|in the box|in the bag|on a bus|in the room] and {b} [are taken|leave|fall|
go away|get lost|are removed](,|.) how many (<thing>) [are left|remain|stay] (?)|[i have|i had] {a} [dollars|euros|
pounds|coins] and [spend|spent|pay|paid] {b}(,|.) [how much|what] [is left|do i have left|remains] (?)|
{a} <thing>, {b} [gone|eaten|broken|sold], how many left (?)|
it costs {b} and i pay with {a}, how much change (do i get) (?)]"""
)
STORY_TIMES = _one_line(
    """[{a} [boxes|bags|packs|rows|shelves|baskets] with {b} <thing> [each|in each|in every one](,|
.) how many <thing> [in total|altogether|are there] (?)|if [one|a|each] [book|ticket|cup|box|
pizza] costs {b}, how much [do|are] {a} (cost) (?)|i [read|walk|save|earn|drink] {b} [pages|km|dollars|cups] [a day|
every day|each day] for {a} days(,|.) how [many|much] [in total|altogether|is that] (?)|there are {a} [tables|cars|
teams|rooms] with {b} [people|seats|players] each, how many [people|seats|players|altogether] (?)]"""
)
STORY_SHARE = _one_line(
    """[{a} <thing> [shared|split|divided] [between|among|by] {b} [kids|children|friends|people|boxes|
bags], how many [each|for each|does each get|per person] (?)|[i|we] have {a} <thing> for {b} [people|children|
friends], how many [each|does each one get] (?)|[put|pack] {a} <thing> into {b} [boxes|
bags] equally, how many in each|if {b} [people|friends] share {a} <thing> how many does each get]"""
)
PLUS = "[ + | + | + |+|+|+| plus | plus | plus | and | add | added to | +|+ |  +  ]"
MINUS = "[ - | - | - |-|-|-| minus | minus | minus | take away | less | subtract |- | −]"
BY = "[ * | * |*|*| x | x |x| × |×| times | times | times | multiplied by | by | X ]"
OVER = "[ / | / |/|/| ÷ |÷| divided by | divided by | over | : | by ]"
THING = _one_line(
    """[apples|apples|eggs|books|coins|marbles|cookies|pens|stickers|cards|oranges|toys|balls|sweets|candies|fish|
birds|cars|files|photos|flowers|keys|stamps|cups|bananas|dogs|cats|sheep|nuts|plates|chairs|stones]"""
)
OTHER = "[pears|forks|spoons|bottles|boxes|cows|ducks|lemons|bags|bikes|plums|pencils]"
THREE = _one_line(
    """[add (up|together) {x}|sum {x}|sum of {x}|what do {x} make (together)|total of {x}|what is the sum of {x}|
add the numbers {x}]"""
)
FIRST_OF = "[<ask> {x} <end>|{x}|{x} <end>|<ask> {x} <end>]"
SOLVE = _one_line(
    """[solve {x}|{x}|find {n} if {x}|{x}, what is {n}|what is {n} in {x}|if {x} then {n}|if {x} what is {n}|
solve for {n}: {x}|{x} {n}=?]"""
)
DOUBLE = _one_line(
    """[double {x}|what is double {x}|twice {x}|what is twice {x}|two times {x}|<ask> the double of {x}|
{x} doubled (is what)|how much is double {x}]"""
)
SQUARE = _one_line(
    """[{x} squared|what is {x} squared|the square of {x}|<ask> {x}^2|square {x}|{x} to the power of 2]"""
)
HALF = _one_line(
    """[half of {x}|what is half of {x}|<ask> half of {x} <end>|halve {x}|what's half {x}|{x} halved|50% of {x}|
what is 50 percent of {x}|one half of {x}]"""
)
AFTER = _one_line(
    """[what (number) comes after {x} (?)|next number after {x}|number after {x}|what is the next number after {x}|
what's after {x} (?)|which number follows {x} (?)|what is one more than {x}|the number right after {x}|
{x} is followed by (?)|count one up from {x}|after {x} comes (what) (?)]"""
)
BEFORE = _one_line(
    """[what (number) comes before {x} (?)|number before {x}|what is the number before {x}|
which number is right before {x} (?)|what is one less than {x}|before {x} comes (what) (?)]"""
)
PARITY = _one_line(
    """[is {x} (an) [odd or even|even or odd] (number) (?)|{x}: [odd or even|even or odd] (?)|[odd or even|
even or odd], {x} (?)|tell me if {x} is [odd or even|even or odd]]"""
)
IN_WORDS = _one_line(
    """[write {x} in words|{x} in words|how do you [write|spell|say] {x} (in words)|spell the number {x}|
say {x} in words|{x} as words]"""
)
IN_DIGITS = _one_line(
    """[write {x} in [digits|numbers|figures]|{x} [in|as] [digits|a number|figures]|how do you write {x} in [digits|
numbers]|what number is {x} (?)|{x} as a number]"""
)
COMPARE = _one_line(
    """[which [is|number is|one is] <size>, {a} or {b} (?)|what is <size>, {a} or {b} (?)|
which is <size>: {a} or {b} (?)|<size>: {a} or {b}|{a} or {b}, which is <size> (?)|
which of {a} and {b} is <size> (?)|what's <size> {a} or {b} (?)|which is the <most>, {a} or {b} (?)|the <size> [one|
number] of {a} and {b} (?)|between {a} and {b}, which is <size> (?)|tell me the <size> number, {a} or {b}]"""
)
BIGGER = "[bigger|larger|greater|more|higher]"
SMALLER = "[smaller|less|lower]"
BIGGEST = "[biggest|largest|greatest|highest]"
SMALLEST = "[smallest|lowest]"
IS_PARITY = "[is {x} (an) {kind} (number) (?)|is the number {x} {kind} (?)|{x} is {kind} (?)]"
