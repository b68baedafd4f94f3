"""What people say to somebody they talk with, as frames with slots: the other half of the router's lessons."""

TALK = """
what is {topic}?|what is {topic}|what are {things}?|what does {tool} do?|what does {tool} {flag} do
what does {tool} {flag} mean?|what does {q} mean|what is the difference between {topic} and {topic}?
difference between {tool} and {tool}|what is the use of {topic}|what is {topic} good for?
what is the meaning of {topic}|what do you think about {topic}?|what do you know about {topic}
what is your opinion on {lang}|what's {topic}?|what's the difference between {lang} and {lang}?
what's the point of {topic}|what's your name|what's your favourite {thing}?|what's up|what's wrong with you
what is the capital of {place}?|what is the population of {place}|what is the currency of {place}
what language do they speak in {place}|what is a good name for a {thing}?|what is a synonym for {word}
what is the opposite of {mood}|what is {n} plus {n}?|what is {n} times {n}|what is {n} percent of {n}
what's {n} minus {n}|what is {n} divided by {n}?|what is the square of {n}|what is the plural of {thing}
what rhymes with {thing}?|what year was {person} born|what happened in {n}?|what did {person} do
what did i say before?|what did you mean?|what did i just ask you|what was my last question|what should i learn first
what should i cook tonight|what can you help me with|what can i ask you?|what are you?|what are you able to do
what are your limits|what else can you do?|what model are you|what kind of music do you like
what makes a good {thing}?|what are the advantages of {topic}|what are the parts of a {thing}|what causes {topic}
what does a {thing} cost?|what does the error {q} mean?|what does "command not found" mean
what does exit code {n} mean?|what does {mode} mean in chmod|what if the disk fails?|what if i forget my password
what about {lang}?|what about you|what a day|what a mess|what for?|what now|what next?|what|how does {topic} work?
how does {tool} work|how does a {thing} work?|how does {lang} handle errors|how is {topic} different from {topic}
how is {tool} pronounced|how are you|how are you today?|how old are you?|how old is {person}|how big is {place}?
how big is the sun|how tall is a {thing}|how many people live in {place}?|how many {things} are there in the world
how many days are in a year|how many bits are in a byte?|how many legs does a spider have|how much is {n} plus {n}?
how much does a {thing} cost|how much water should one drink?|how much does it weigh|how long is a {thing}
how long did {person} live?|how far is {place} from {place}|how fast is light?|how fast is {lang}
how good is {lang} for games|how can i learn {lang}?|how can i get better at {lang}
how can i become a better programmer|how do i say {thing} in {human}?|how do i bake bread|how do i tie a tie
how do i write a good {thing}|how do i stay focused|how do you feel?|how do you spell {thing}|how do magnets work
how do {things} and {things} differ|how do computers store numbers|how would you explain {topic} to a child|how come?
how so|how about a {thing}?|why is the sky blue?|why is {lang} so popular|why is {topic} important?|why is {lang} slow
why is my code so slow|why is my {thing} broken?|why is {tool} called {tool}|why do {things} matter?
why do we need {topic}|why do people use {lang}?|why do cats purr|why do i get {q}|why does {tool} fail with {q}?
why does my program crash|why does my {lang} code not compile?|why does this not work|why did {person} leave
why did you say that?|why did that fail|why not?|why are you so slow|why me|why are there so many {things}
why would i use {lang} over {lang}?|why should i care about {topic}|why can't computers think|why won't it start?
when did {person} die|when was {person} born?|when was {lang} invented|when did the war end?|when is easter
when should i use {topic}?|when do i use {tool} and when {tool}|where is {place}?|where is {place} on the map
where was {person} born|where do {things} come from?|where can i learn {lang}|where do you come from
where did the word {thing} come from|who is {person}?|who was {person}|who invented {topic}?|who wrote {q}
who is the president of {place}?|who are you|who built you|who made this program|who discovered {topic}
which is better, {lang} or {lang}?|which {lang} framework should i learn|which language should i learn first?
which {thing} is the best|which is faster, {tool} or {tool}|which of these is right?|which planet is the biggest
which country has the most people|which editor do you prefer|which one do you like more|is {lang} better than {lang}?
is {lang} hard to learn|is {topic} the same as {topic}?|is {topic} still used|is {place} in europe?
is a {thing} an animal|is it going to rain|is it true that {lang} is dead?|is it weekend yet|is that right?
is that all|is there life on mars?|is there a god|is there a difference between {tool} and {tool}?|is this a bug
is this correct?|is this good {lang} style|is {tool} {flag} dangerous?|is linux free|is linux better than windows?
is the earth flat|isn't that strange|are you real?|are you a human|are you there|are you better than {person}?
are you conscious|are cats smarter than dogs?|are {things} good for you|are we alone|are there aliens
are {lang} and {lang} related?|are threads cheaper than processes|are symlinks copied by {tool}?
are file names case sensitive on mac|am i right?|am i too old to learn {lang}|can you speak {human}?
can you write {lang}|can you sing|can you help me?|can you think|can you explain {topic}?
can you explain {tool} {flag}|can you explain that again|can you recommend a {thing}?|can you give me some {things}
can you give me an example of {topic}?|can you tell me a story about a {thing}|can you tell me about {place}
can you translate this to {human}?|can you see my screen|can you hear me|can you write a poem about a {thing}?
can you teach me {lang}|can you suggest some {things}|can you compare {lang} with {lang}?|can computers dream
can {things} be wrong|can i trust you?|can i ask you something|can i use {lang} for this?|can i run {lang} on a phone
could you explain {topic}|could you write a {thing} for me?|could you help me with my {thing}
could you recommend some {things}?|could you be more brief|could you say that in {human}|could you give me some advice
could you tell me about {topic}?|would you explain {topic}|would you like a {thing}?|would {lang} be a good choice
would a {thing} help|do you like {things}?|do you know {person}|do you know {topic}?|do you have feelings
do you have a name|do you speak {human}?|do you dream|do you think {lang} will last|do you understand me?
do you remember what i said|do you believe in ghosts|do i need to learn {lang}?|do i need {topic} for a small project
do i have to use {tool}|do fish sleep?|do {lang} lists keep their order|do computers get tired
do hidden files start with a dot?|does {lang} have a garbage collector|does {lang} support {topic}?
does it matter which {thing} i take|does that make sense?|does {tool} follow symlinks|does {tool} overwrite files?
does {place} have a king|does time exist|did you know that {lang} is old?|did i do something wrong
did {person} really exist|did you sleep well|have you read {q}?|have you ever seen a {thing}|has anybody been on mars
will it rain tomorrow?|will {lang} replace {lang}|will ai take my job?|will this work|should i learn {lang} or {lang}?
should i buy a {thing}|should i use {topic} here|should i be worried?|should constants be upper case
must a function return something?|may i ask a question|shall we begin|explain {topic}|explain {topic} please
explain {topic} in simple words|explain {topic} like i am a child|explain the difference between {tool} and {tool}
explain what {tool} {flag} does|explain the {lang} code below|explain this error: {q}|explain the output of {tool}
explain yourself|explain why {topic} matters|please explain {topic}|explain me {topic}|describe {topic}
describe a {thing}|describe the life of {person}|define {topic}|define {thing}|discuss {topic}|summarise {topic}
summarize the plot of {q}|summarize this text|outline a {thing}|tell me about {topic}|tell me about {place}
tell me about yourself|tell me about {person}|tell me a story|tell me a story about a {thing}
tell me a fact about {things}|tell me more|tell me why {lang} is popular|tell me what {topic} is
tell me what {tool} {flag} does|tell me what you can do|tell me the difference between {lang} and {lang}
tell me who {person} was|tell me the capital of {place}|tell me something about {things}|tell me if this is correct
tell me what you think|tell me the meaning of {thing}|tell me another joke|tell me the truth
write a poem about a {thing}|write a {lang} {code}|write a {lang} {code} that adds two numbers
write a {code} in {lang}|write a story about a {thing}|write a letter to my {thing}|write an email to my boss
write an essay on {topic}|write a haiku|write a song about {place}|write a sentence with {word}|write me a {code}
write me a {thing} poem|write some {lang} code|write code that sorts a list|write a sql query that joins two tables
write a limerick|write a short text on {topic}|write a tweet about {lang}|write unit tests for this {code}
give me a {lang} example|give me an example of {topic}|give me a recipe for {thing}|give me some {things}
give me {n} {things}|give me advice|give me a hint|give me a quote by {person}|give me a name for my {thing}
give me a summary of {topic}|give me the formula for {topic}|give me a reason to learn {lang}|give me a break
give me your opinion|give me a synonym for {thing}|list {n} {things}|list some {things}
list {things} that begin with a|list the advantages of {topic}|list the countries of europe|list the months in {human}
list famous {things}|list reasons to learn {lang}|list the main ideas of {person}|list some uses of a {thing}
list the parts of a {thing}|list common {lang} mistakes|list all the books by {person}|name {n} {things}
name a {thing}|name some {things}|name the largest city of {place}|name a few {things} for kids|name my {thing}
show me a {lang} {code}|show me an example of {topic}|show me a recipe for {thing}|show me some {lang} code
show me the syntax of {tool}|show me what a {code} looks like|show me {n} {things}|show me your best joke
show me the money|show respect|show me a poem|show me an example of {tool} {flag}
show an example of a {code} in {lang}|find a rhyme for {thing}|find a good title for my {thing}|find a word for {mood}
find {n} {things} for a party|find the mistake in this sentence|find the square root of {n}|find x if {n}x = {n}
find a present for my {thing}|find out who {person} was|find me a {thing} name|find a metaphor for {topic}
find the bug in this {lang} code: x = {n}|create a poem|create a story about a {thing}|create a meal plan for the week
create a {lang} class for a {thing}|create a slogan for my {thing}|create a quiz about {place}|create a character
create a table of {things} with prices|create an example for {topic}|make a joke about {lang}|make a list of {things}
make a sentence with {thing}|make up a story|make this sound nicer|make me a sandwich|make a rhyme|make it shorter
make it more formal|make sense of this for me|make my day|make the text friendlier|make a {lang} example of {topic}
count to {n}|count from {n} to {n}|count me in|count the vowels in {thing}|count the letters of {word}
calculate {n} times {n}|calculate {n} + {n}|compute {n} * {n}|add {n} and {n}|add more detail|add a joke to it
add some humour|subtract {n} from {n}|divide {n} by {n}|multiply {n} by {n}|solve {n}x + {n} = {n}|solve this riddle
round {n} up|convert {n} miles to km|convert {n} degrees to fahrenheit|convert {n} euros to dollars
convert this sentence to {human}|convert {n} to binary|convert {n} pounds into kilos|translate {thing} to {human}
translate {q} into {human}|translate this: {q}|say hello in {human}|say that again|say something nice
say it in {human}|say {q}|spell {thing}|pronounce {thing}|compare {lang} and {lang}|compare {topic} with {topic}
compare a {thing} and a {thing}|rewrite this sentence|rewrite it in {lang}|rephrase that
rename the variable x to total in this code|replace the word {mood} with a stronger one
replace sugar with honey, does that work|remove the last paragraph of your answer|remove the jargon please
delete my account on that site|delete that thought|sort these {things}: {thing}, {thing}, {thing}
sort {n}, {n} and {n}|sort {things} by how dangerous they are|move on|move along|move to {place} or stay
copy paste is bad|check my spelling: {thing}s is nice|check this sentence for mistakes|check out this {thing}
check my logic|check mate|open your mind|open a can of beans without an opener|open the pod bay doors|read me a story
read between the lines|read that back to me|run away|run for president|run through the basics of {topic}|start over
start a new story|stop it|stop talking|stop being so formal|stop|wait|go on|go ahead|go away|continue|continue please
again|once more|more|repeat that|keep going|kill the mood|kill time, any {things}|split the bill of {n} euros by {n}
print {q} in {lang}|print vs logging in {lang}|install a new kitchen in my house|install confidence in {things}
download speed is slow today|backups are boring|search your feelings|imagine you are a {thing}|pretend to be {person}
act as a {thing}|play a game with me|guess a number|think of a number|recommend a {thing}|recommend some {things}
suggest {n} {things}|suggest a {lang} library for {topic}|advise me on a {thing}|help|help me|help me with {lang}
help me with my {thing}|help me learn {human}|help me write a letter|help me decide|help me debug my {lang} code
remember that i like {things}|remember my name is alice|forget it|forget what i said|guess what|listen|look at this
look, it is simple|sing a song|draw a {thing}|motivate me|cheer me up|surprise me|entertain me|i am {mood}|i'm {mood}
i am so {mood} today|i feel {mood}|i was {mood} yesterday|i like {things}|i love {lang}|i hate {tool}
i like {lang} more than {lang}|i am a {thing}|i have a {thing}|i have a question|i have a problem with {lang}
i have a problem with my {thing}|i have two {things} and a {thing}|i have to go|i have an idea
i have never used {tool}|i have a big exam tomorrow|i think {lang} is great|i think so|i think you are wrong
i think {topic} is overrated|i guess so|i agree|i disagree|i see|i know|i don't know|i don't understand
i don't like this|i don't get {topic}|i do not understand {topic}|i didn't ask for that|i never said that|i need help
i need help with {lang}|i need advice|i need a {thing}|i need a name for my {thing}|i need a {lang} {code}
i need some {things}|i need to understand {topic}|i want a {thing}|i want to be a {thing}|i want to learn {lang}
i want to understand {topic}|i want to know more about {topic}|i want to know what {tool} does
i want ideas for a {thing}|i wonder why {lang} is slow|i wrote a {lang} {code} but it fails
i wrote a book about {place}|i work with {lang} at my {thing}|i use {tool} every day|i used {lang} for years
i read that {topic} is dying|i lost my keys|i lost all my files last year|i broke the build again
i renamed the file and git is confused|i moved the folder but the app still looks in the old place
i copied it from the web|i removed the package but the error stays|i installed {lang} and now nothing works
i got the error {q}|i get {q} when i start my {code}|i keep getting {q}|i ran the tests and they fail
i ran {tool} {flag} and it hung|i just bought a {thing}|i just want to talk|i would like to know what {topic} is
i'd like some {things}|i would like to hear a joke|i'm writing a {lang} {code}|i'm working on a {thing}
i'm looking for {things}|i'm looking for a good {lang} book|i'm trying to understand {topic}
i'm not sure about {topic}|i'm not sure|i'm fine, thanks|i'm back|i'm done|i'm sorry|i'm from {place}|my name is alice
my {thing} is broken|my {thing} likes {things}|my {lang} code is slow|my code does not compile|my computer is old
my computer makes strange noises|my disk died last night|my script prints nothing|my program uses too much memory, why
my favourite language is {lang}|my friend says {lang} is better|my team uses {tool}|my server was hacked
my files are gone, what now?|my function returns none|my folder names are too long, i know|the {thing} is nice
the {thing} was {mood}|the code looks fine to me|the file is too large for email|the files were deleted by mistake
the folder is a mess|the build is broken since monday|the answer is {n}|the {lang} compiler says {q}
the log says {q}, what is that?|the log file is full of {q}|the process was killed by the kernel, why?
the server is down again|the list is empty when i call the {code}|the weather is bad|the test fails with {q}
the disk was full yesterday|the command did not work|the last answer was wrong|the difference is small
the program crashed when i opened the file|the manual says nothing about {flag}|this is a {thing}|this is wrong
this is great|this does not work|this code is ugly|this makes no sense|this file should not be here, i think
this folder belongs to my {thing}|that is funny|that is not true|that did not help|that's right|that's not it
that's all|that was quick|that works|it works|it works now|it does not work|it is late|it is raining|it was a joke
it depends|it's complicated|it's fine|it says {q}|it crashed|we have a meeting at {n}|we use {lang} at work
we are {mood}|we went to {place}|we need to talk|we should talk about {topic}
we moved all files to the cloud last year|we delete old logs every month, is that ok?|they say {lang} is fast
they moved to {place}|he said {q}|she is a {thing}|you are wrong|you are funny|you are great|you're welcome
you did well|you should learn {human}|people love {things}|nobody uses {tool} anymore|{lang} is a nice language
{lang} or {lang}?|{lang} vs {lang}|{topic} vs {topic}|{tool} vs {tool}|{topic}|{topic}?|{topic} explained
{topic} in simple words|{things} for beginners|{person}|{thing}|{place}|{lang} tutorial|{n} + {n}|{n} plus {n}
{n} times {n} is?|{n} * {n}|{lang} list comprehension|{lang} for loop example|syntax of a for loop in {lang}
example of {topic}|capital of {place}|meaning of {thing}|synonym for {mood}|{thing} recipe|hello|hi there|hey|hey you
hello spark|hi, how is it going|good morning|good evening|good day|good bye|bye|see you|see you later|good job|nice
nice one|cool|great|perfect|awesome|wow|haha|thanks|thanks a lot|thank you|thank you very much|thx|ty|cheers|yes|no
yep|nope|maybe|sure|of course|please|okay|ok thanks|alright|fine|hmm|really?|really|sorry|oops|welcome|congratulations
happy birthday|merry christmas|good luck|same to you|a {thing} walks into a bar|once upon a time|to be or not to be
in my opinion {lang} is too complex|in {lang}, is a string mutable?|in {lang}, how are lists copied
in which year did {person} die?|in what language is {tool} written?|on which planet do we live
at what age did {person} die?|if i delete a file, is it gone for good?|if {n} {things} cost {n}, what does one cost?
if a process dies, what happens to its children|given a list of {things}, which is best
speaking of {things}, do you like any|about {topic}: is it hard?|regarding {topic}, i disagree|because i said so
but why?|but that is wrong|and then?|and you?|or not|so what|well done|well, that failed|oh no|not really|not yet
no way|let's talk about {topic}|let's talk|let's play a game|let's begin|let me guess|let me explain what i meant
let it be|please help|please be honest|please tell me a joke|please continue|please write in {human}
please answer in one sentence|please stop|please summarise that|please translate {thing} to {human}
please give me some {things}|please write a {thing}|please correct my grammar|please describe {topic}
please recommend a {thing}|be honest|be brief|be nice|deleting files by hand is slow|listing files is easy
renaming things is hard|copying code is no crime|searching the web takes time|finding bugs is fun
sorting algorithms are interesting|moving house is stressful|files and folders are just names|folders are a metaphor
processes are isolated from each other|memory is cheap nowadays|disk space was expensive in {n}
linux permissions confuse me|hidden files confuse beginners|what does it mean when {topic} fails
what does it mean to be {mood}|what is the command line|what is an operating system|what is a file system
what is a terminal?|what is open source|what is a good editor for {lang}|what is the best linux distribution
what is the best {thing} ever|what is the history of {topic}|what is the longest river in {place}
what is the biggest animal|what is the largest planet|what is the oldest city in {place}|what is the smallest country
what is the latest {lang} about|what is the fastest way to learn {lang}|what is the hardest part of {topic}
what is the purpose of {tool}|what is the purpose of {topic}|what is stored in an inode|what is in a {thing}
what is inside a black hole|what is new in {lang}|what is the time complexity of sorting
what is a normal load for a server|what is the default port of {proc}|what is port {n} used for
what is the folder /etc for|what is /proc|what is in /var usually|what is the file {file} usually for
what is the size limit of a file on fat|what is the maximum length of a file name|what are hidden files
what are file permissions|what are processes|what are environment variables good for
what are the differences between {lang} and {lang}|what are some good {things}|what are you thinking
what are the rules of chess|what are the names of the months in {human}|what did the fox say
what do the columns of {tool} mean|what do the letters in ls -l mean|what do you call a {thing} in {human}
what do i do if my disk is full|what do i do when a process hangs|what files does linux need to boot
what process do people follow to write a {thing}|what time do shops open in {place}
what kind of files does {proc} write|what kinds of {topic} are there|what size should a logo have
which files can i safely delete in general|which folder should my scripts live in
which port does {proc} use by default|which process is better for hiring|which {lang} version is the most popular
which command is the opposite of {tool}|which sorting algorithm is stable|which came first, {lang} or {lang}
which file format is best for photos|which kind of {thing} do you mean|how many bits are in a megabyte
how many {things} can you name|how many programmers does it take to change a bulb|how many files can a folder hold
how many lines of code has linux|how many people use {lang}|how many {things} does {place} have
how many cores should a server have|how many processes can linux run|how many times should i test
how many hours should i sleep|how much ram does {proc} need in general|how much disk space does linux need
how much memory should a {code} use|how much does {person} earn|how much is a {thing}|how much is {n} dollars in euros
how big is the universe|how big is a byte|how large can a {lang} list be|how long is a marathon
how long does {n} minutes feel|how long do hard disks live|how long should a function be|how hot is the sun
how old is {lang}|how old is the moon|how full should a disk be at most|how does deleting a file work
how does copying a file work internally|how does the kernel schedule processes|how does a file get its permissions
how do file permissions work|how do hidden files work|how do links work on linux|how do folders differ from files
how are files stored on disk|how are processes created|how is memory freed in {lang}
why are my files gone after reboot|why are there hidden files|why is my disk always full|why is my folder read only
why is the process still there after kill|why is swap bad|why is port {n} blocked|why do files have owners
why does {tool} delete without asking|why does {tool} need root|why does copying take so long
why does the file not open|why can i not delete a file that i own|why would a process become a zombie
why is {proc} so slow|is a folder a file|is a process the same as a program|is deleting a file final
is it normal that {proc} uses so much memory|is it ok to kill {proc}|is it better to copy or to move files
is it hard to write a {code}|is {tool} available on windows|is {tool} faster than {tool}
is {lang} an interpreted language|is port {n} always http|is root allowed to delete everything|is zip better than tar
is {n} a prime number|is there a rule for names|is there a {lang} function for that|is there a good book on {topic}
is there a difference between a folder and a directory|is there such a thing as {topic}
is there any reason to use {lang}|are files in /tmp safe|are hidden files secret|are {tool} and {tool} the same
are all files in linux text|are there programming jokes|are there any good {things} in {place}
are there limits on file names|are there alternatives to {tool}|are you able to delete files
are you allowed to run commands|are you open source|are you faster than {lang}|are you offline
do you keep my files private|do you run on my machine|do you store what i say|do you see my files
do you delete things without asking|do you work without internet|do processes share memory|do symlinks take space
do i own the files that {proc} writes|do i need sudo for {tool}|do you have a list of {things}|do we need {topic}
do we all die|do people still use {lang}|does {tool} need root|does a folder have a size|does linux have viruses
does deleting free the space at once|does {tool} work on mac|does {tool} change the file
does moving a file change its date|does {lang} compile to machine code|does the order of flags matter
does {person} have children|does it hurt|can a process have no parent|can a file have two names
can files be hidden on windows|can i recover a deleted file|can i undo a {tool}|can i delete /tmp
can linux read mac disks|can two programs use the same port|can you delete files|can you run commands
can you read my files|can you remember things|can you count|can you draw|can you code in {lang}|can you play chess
can you make mistakes|can you explain the last answer|can you list some {things}|can you list the months of the year
can you list reasons for {topic}|can you name the planets|can you find a mistake in this sentence|can you make a joke
can you create a story|can you write me a {lang} {code}|can you write an email|can you sort numbers
can you show me an example of {topic}|can you show me some {lang} code|can you check my {lang} code
can you convert miles to km|can you give me the recipe of {thing}|could you list some {things}
could you check my grammar|could you create a poem|could you find me a nice {thing}|could you show me a {lang} example
could you count to {n}|would you list a few {things}|please list some {things}|please show me an example of {topic}
please find a rhyme for {thing}|please create a story about {place}|please make a joke|please count to {n}
please name three {things}|please write me a {lang} {code}|please check this sentence: i has a {thing}
please convert {n} miles to km|please compare {lang} and {lang}|please sort these words: {thing}, {thing}
please explain what {tool} does|please explain hidden files|please explain the line {tool} {flag} {file}
please help me with {topic}|please remove the word {word} from your vocabulary|please open your heart
list some good {things}|list all the planets|list the seven wonders|list a few reasons why {lang} is slow
list the colours of the rainbow|list three facts about {place}|list countries in africa|list types of {topic}
show me what you can do|show me a magic trick|show me a joke|show me how {topic} works|show me how it works
show me why {lang} is good|show me the difference between {tool} and {tool}|show off|show your work
find a solution for {n}x = {n}|find the capital of {place}|find the area of a circle
find a nice {thing} for my {thing}|find the main idea of this text|find a way to be happy|find inner peace
find five {things}|create a logo idea|create a rhyme with {thing}|create a schedule for learning {lang}
create a list of {things}|create a backstory for a {thing}|create an outline for a {thing}|create a regex for dates
create a sql table|make a poem of {n} lines|make a plan for my {thing}|make a table with {things}|make a guess
make a wish|make peace|make some {things} up|make tea|make this paragraph shorter|make a {thing} for me
copy editing is hard|copy my style of writing|copy and paste, what a life|move your body|move the meeting to monday
move fast and break things|remove fear|remove the stain from my {thing}, how|remove my doubts
delete the last sentence of your answer|delete facebook, they said|rename is not a word
rename my band: {thing} and {thing}|change the subject|change my mind|change the tone of this email|change is hard
change the {thing} of my {thing}|replace me with a robot|replace the battery of my {thing}|sort out my life|sort of
sort by what, exactly?|print money|print is dead|print hello in {lang}|open question: {topic}|open a bakery in {place}
open relationship advice|read my mind|read {q} by {person} and review it|read the room|view from my window
run a marathon in {n} weeks|run out of milk|run for the hills|run that by me again|start a fire|start a diet
start with a joke|start the story with a {thing}|stop smoking, tips?|stop the war|stop repeating yourself
stop and think|stop, that is enough|kill bill is a film|kill your darklings, who said it|kill the {thing} in the story
install new habits|update me on {topic}|update your answer|upgrade my life|download the brain|upload consciousness
connect {topic} to {topic}|connect the dots|check in on me|check your facts|check if this is a prime number: {n}
check the weather in {place}|check this {lang} code|check whether {n} is even|test my knowledge of {place}|test me
test whether i am smart|compare {things} and {things}|compare summer and winter|compare {place} with {place}
compress this text to one sentence|extract the main points of this text: {thing} is nice|merge these two sentences
join me for a {thing}|join the army?|split this sentence|split infinitives are fine|convert me to your religion
convert {n} inches|convert the recipe to metric|turn this into a poem|turn over a new leaf
turn {n} celsius into fahrenheit|reverse the word {thing}|reverse psychology, explain|count sheep|count your blessings
calculate the area of a circle with radius {n}|calculate my bmi|calculate the tip for {n} euros|sum up {topic}
sum it up|sum of {n} and {n}|number one fan|add {n} to {n}|add salt|add a paragraph about {topic}
add an example to your answer|insert joke here|append a moral to the story|save me|save the whales
save money, any tips?|write it as a list|put it in simple words|put a smile on my face|put yourself in my place
set the scene|set a goal for me|give up|give me a {thing} idea|give me a fun fact|give me feedback|give me the answer
give me three {things}|give it a try|give a definition of {topic}|get to the point|get me a coffee|get well soon
get rid of my accent|get better at {lang}|get over it|take a break|take a deep breath|take it easy|take my advice
keep calm|keep it simple|keep in mind that i am {mood}|drop it|watch out|watch a film with me|follow me
follow the money|look up at the stars|look at the bright side|search your heart|search the web for {things}
search for meaning|locate {place} on a map|locate your feelings|back to {topic}|back to the question|go to sleep
go deeper into {topic}|go to hell|go through the list again|switch to {human}|switch topics|tell me your name
tell me which {thing} is better|tell me how {topic} works|tell me how old you are|tell me how you were made
tell me how files are stored|tell me how memory works in {lang}|tell me what a process is
tell me what happens after death|tell me what to do with my life|tell me what to eat|tell me the biggest animal
tell me the date of the french revolution|tell me the largest number|tell me if i am right|tell me if {lang} is dead
tell me where {place} is|tell me when {person} died|tell me whether {n} is prime|i need a break|i need a good {thing}
i need a recipe|i need to sleep|i need to lose weight|i need to write an essay on {topic}|i need to find myself
i need to learn {lang} fast|i need ideas|i need your opinion|i need to move to {place}|i need to remove a stain
i need an example|i need a joke|i need a plan for {topic}|i need advice on {topic}|i need someone to talk to
i want to move to {place}|i want to find a {thing}|i want to change my life|i want to create a company
i want to stop smoking|i want to write a book|i want to make a game in {lang}|i want to build a {thing}
i want to delete my past|i want to talk about {topic}|i want to ask about {topic}|i would like a {thing}
i would like to learn {human}|i would like to discuss {topic}|i'd like to understand {topic}
i'd like to hear your opinion|i'd like to know more about {place}|i'd like a joke
i have {n} {things}, eat {n}, what is left|i have a file that will not open|i have a folder full of junk, sigh
i have too many files|i have a process that never ends, why|i have no disk space left, help|i have no idea
i had to kill {proc} again|i hate it when {proc} crashes|i saw a {thing} today|i saw the error {q}
i found a bug in {proc}|i found this in the log: {q}|i forgot my password|i forgot|i cannot open the file
i cannot find my {thing}|i can not log in, what is wrong|i can't sleep|i can't believe it
i cannot delete the folder because it is in use, why?|i do not have permission, says the machine
i opened the file and it was empty|i ran out of disk space yesterday|i ran out of ideas|i run {proc} at home
i run {n} km every day|i start my new job tomorrow|i stopped using {tool}|i changed the config and {proc} is down
i changed my mind|i made a mistake|i made a {thing} today|i made a backup, luckily|i updated {proc} and it broke
i upgraded and the {thing} is gone|i always use {tool} {flag}|i often mix up {tool} and {tool}
i prefer {tool} over {tool}|i heard that {tool} is better than {tool}|i believe {topic} is important
i suppose the disk is dying|i noticed that the file is empty|i am learning {lang}|i am learning {tool} right now
i am new to linux|i am writing a {thing}|i am looking for a {lang} course|i am going to {place}
i am a sysadmin with {n} servers|i am out of coffee|i am done with this|i am sure the file was there
i am getting the error {q}|my name is {person}|my name is not {word}|my dog ate my {thing}
my boss deleted the database|my disk makes noise|my machine has {n} cores, nice, no?|my home folder is a museum
my project is a {code} in {lang}|my file names are a mess|my code is in {dir}, by the way|my password is too long
my favourite command is {tool}|my colleague uses {tool}|my phone is broken|our server is slow on mondays
our team has {n} people|our files are on a nas|the {proc} process died again|the {proc} server was slow today
the log is full of warnings but who cares|the folder was empty when i looked|the file is corrupt, i guess
the disk is almost full again, sigh|the memory leak is in the {code}|the tests were green yesterday
the script runs fine on my machine|the script takes {n} hours|the function returns the wrong list
the branch was merged by mistake|the commit broke everything|the port is taken by something
the list of {things} is long|the manual is boring|the docs are outdated|the best file manager is {tool}
the command {tool} is old|the command {tool} {flag} is dangerous, right?|the output of {tool} confuses me
the error says {q}|the first line of the poem is {q}|the size of the universe is unknown
the name of my {thing} is alice|the date of the party is monday|there is a bug in my {code}
there is a {thing} in my soup|there are too many files in the world|there must be a better way
there is nothing to see here|here is my {lang} code|here is a question for you|here we go again
some files are more equal than others|all files are equal|all is well|every file counts|everything is a file in unix
everything is fine|nothing works|nothing|something is wrong with my {thing}|someone deleted my files
sometimes it crashes|this command is slow|this disk is too small|this is my first day with linux
this machine is from {n}|this project is about {topic}|this folder is where i keep memories|this is not a command
this answer is wrong|these files are important to me|that file was important|that was the wrong folder
that command deleted everything!|that is a big file|that's a lot of files|that's the wrong file|that's a nice {thing}
those were the days|it deleted my files!|it is a big folder|it takes too long to copy files|it is needed to be brave
it is nice to see you|it is cold in {place}|it is the biggest {thing} i have seen|it is about a {thing}
it runs out of memory after an hour|it would be nice to have a {thing}|we lost the backup
we store the logs for {n} days|we have {n} servers|we have a problem|we need better tools|we need a new {thing}
we want peace|we deploy on fridays|we use port {n} for {proc}|we copy the files by hand every day
you are so slow today|you deleted the wrong one|you forgot the second part|you made a mistake|you can do it
you can find everything on the internet|you can stop now|you need a break|you must be joking|you should rest
they deleted the branch|they use {proc}|people copy files every day|users hate pop ups|nobody reads logs
one file is enough|two files walk into a bar|{n} files is a lot|{n} gb is not much|{n} bottles of beer
{n} is my lucky number|open source software|open source licenses|memory management in {lang}|file handling in {lang}
list sorting in {lang}|process scheduling|disk encryption explained|network protocols|system design|search algorithms
sorting algorithms|version control basics|text editors|log levels explained|port numbers, a short intro
password managers|user experience|file system history|unix philosophy|linux vs windows|memory vs storage
threads vs processes|tabs or spaces|name of the first president|date of the moon landing|size of the earth
distance to the moon|number of bones in the body|age of the universe|types of {thing}s|kinds of {topic}
list of {things}|history of {place}|author of {q}|biggest city in {place}|largest country|oldest {thing} in the world
newest {lang} features|longest word in {human}|smallest planet|last king of {place}|first man on the moon
top {n} {things}|best {things} of {n}|most popular {lang} library|{short} {more}|{short}, {more}|{short}, {short}
{short}|{short} {short}|{short}!|{short} then, {short}|oh {short}|ah {short}|install a {thing} in {room}
install new lights in {room}|remove the {thing} from {room}|move the {thing} to {room}|find the {thing} in {room}
open the window in {room}|clean {room}|put the {thing} into {room}|turn off the lights in {room}
replace the {thing} in {room}|mount the tv on {room}|start the {thing} in {room}|check the {thing} in {room}
when was {lang} released|when was {tool} written|when was linux first released|when was the first computer built
when was {place} founded|when was the {thing} invented?|when did {lang} come out|how many bytes are in a gigabyte
how many bytes are in a word|how many bits make a byte|how many megabytes are in a gigabyte|how many kilobytes is that
i need advice on {thing}s|i need advice on how to structure my {code}|i need tips on {topic}
i need an opinion on my {code}|i need feedback on my {lang} project|i need inspiration|copy, over and out
copy that {more}|move it, {short}|delete that from your mind|check {more}|run along|open up {more}|find out {more}
show off {more}|stop it {more}
"""
