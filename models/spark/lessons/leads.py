"""What stands around a question: lead-ins, tails, the talk it is hidden in, and the spelling of chats."""

LEAD = (
    "[hi|hello|hey|hey there|good morning|hi spark|hello there](,|!) ",
    "[please |pls |]tell me(,|:) ",
    "[can|could] you tell me(,) ",
    "do you know ",
    "[quick question|question|one question|another question|next question][:|,| -] ",
    "[ok|okay|so|well|and|now|um|hmm|alright|ok so](,) ",
    "i [want|need|would like|'d like] to know ",
    "[i wonder|i was wondering|i am wondering|just curious|out of curiosity](,) ",
    "[please answer|answer me|answer this|help me][:|,] ",
    "[my kid asks|my son asks|my daughter wants to know|a friend asks|for homework|for school|quiz time][:|,] ",
    "[say|spark|lucifer|luciferai|friend|buddy|mate|hey spark|my friend], ",
    "[hi|hello|hey][,|!] [how are you|nice to meet you|i have a question|i am back|it is me again|me again][?|.|!|:] ",
    "[thanks|thank you|great|nice|cool|perfect][.|,|!] [now|and|next|so|] ",
    "[good morning|good evening|good afternoon|greetings][,|!|.] ",
    "[i need help|i have a small question|can i ask you|may i ask|let me ask you|i am curious|test question][:|,] ",
    "[can you|could you|would you] [please |]answer[:|,| this:] ",
    "[i forgot|remind me](,|:) ",
    "[please|pls] ",
    "[crossword|crossword clue|crossword question|quiz|quiz question|trivia|homework|school question|test][:| -|,] ",
    "[my kid|my son|my daughter|my wife|my teacher|my boss|a friend|someone] [asked|asks|wants to know][:|,|] ",
    "[i am|i'm] [doing a quiz|doing a crossword|doing homework|helping my kid|learning|learning english], ",
    "[hello|hi|dear] [sir|friend|bot|ai|computer|all][,|] ",
    "[yo|hey man|hey bro|listen|look|dude][,|] ",
    "[basic|easy|simple|stupid|dumb|silly|short|small|strange] question[:|,| but] ",
    "[riddle me this|answer quickly|quick|fast|one word][:|,] ",
    "[sorry|excuse me|pardon][,|] [but|] ",
    "[maybe you know|perhaps you know|you surely know|you must know|i bet you know][:|,] ",
    "[i am not sure|not sure|i am confused|i can't remember|i do not remember][:|,] ",
    "[for my crossword|for a quiz|for my homework|for my kid|for a test][:|,] ",
    "[question is|my question is|my question|here is my question|the question][:|,] ",
    "[one more|another one|next one|last one][:|,] ",
    "[my|our] [grandson|granddaughter|little sister|brother|nephew|niece|student|pupil|neighbour] [asked me|"
    "wants to know]"
    "[:|,|] ",
    "[we are|we're] [doing|playing|having] a [quiz|pub quiz|guessing game|game|test] [here|tonight|at work|at school]"
    "[. |, ]",
    "[i am|i'm|im] [stuck on|at] [a crossword|my homework|question 3|the last question|a puzzle][. |: |, ]",
    "[it is|it's|its] for [my homework|a quiz|my daughter|school|a game][. |: |, ]",
    "[sorry|excuse me][,|] [dumb|silly|basic|simple|stupid|weird] question[:|,|.|] ",
    "[this is|here is|here's|there is|got] [a|one|an easy|a simple|another] (question )[for you|for u|4 u][:|.|,] ",
    "[maybe|perhaps] you can help[:|.|,| me:] ",
    "[we had|i had] this at school (once)[:|, but i forgot:|.|,] ",
    "[my memory is bad|i am old and forget things|i am getting old|i never was good at school][:|,|.] ",
    "[i am|i'm] [new here|just testing you|bored|learning english|from spain|seven years old|a student|a teacher]"
    "[.|,|:|. so,] ",
    "[yesterday|today|this morning] [my son|my teacher|a friend|somebody|the teacher] asked me[:|,|] ",
    "[we|my friend and i|my wife and i] [are arguing|have a bet|disagree|were wondering|"
    "were talking about this][:|.|,] ",
    "[ok|okay|alright|so|well|right|good|fine|hm|hmm|huh|oh|ah][,| then,| now,| so|...] ",
    "[let's see|let me see|let me think|let me test you|let's try|try this][:|,|...] ",
    "[i read it|i heard it|i saw it] [somewhere|once|on tv|in a book] [but|and] [forgot|i forgot][:|,|.] ",
    "[no idea|i have no idea|no clue|i have no clue|i cannot remember|i can't think of it][:|,|...] ",
    "[answer|answer me|tell me|say|explain][,| please,| pls,| quickly,] ",
    "[q|question|q1|1|2|3|a][:|.|\\)] ",
    "[wait|hold on|hang on|one sec|one moment|oh wait][,|:|...] ",
    "[btw|by the way|also|and also|plus|ps|besides][,|:|] ",
    "[a little|an easy|a hard|a fun|a school|a general knowledge|a science|a kid's] question[:|,|.] ",
    "[in your opinion|in your words|in simple words|in short|in one word|in general|normally|usually][,|:] ",
    "[lol|haha|hehe|omg|wow][,|] ",
    "[dear spark|hi there spark|spark my friend|good day|hiya|hey ya|howdy|hola|yo spark|sup][,|!|.] ",
    "[i would be glad|i would be happy|it would be nice] to know[:|,|] ",
    "[you are|you're|ur] [smart|clever|a computer|an ai], [so|] ",
    # Words that are also commands of a shell: a question stays a question behind them.
    "[find|find out|find this out|look up|look this up|look for this|search|search this|check|check this][:|,|] ",
    "[show me|print|display|list|write|write down|type|echo|output|get me|fetch me|read me|open question][:|,] ",
    "[sort this out for me|cut it short|make a guess|make it short|kill some time with me|let me run this by you|"
    "head to head|heads up|a touching question|file this under trivia|date night question|time for a question|"
    "stop|wait|watch this|move on|next on my list|on top of my list|who knows this|count on me to ask][:|,] ",
    "[find out for me|run and tell me|show me that you know|print the answer|type the answer|write the answer to this]"
    "[:|,|: ] ",
)
TAIL = (
    "(,) please",
    " pls",
    "(,) thanks",
    ", do you know",
    ", any idea",
    " again",
    ", can you tell me",
    " exactly",
    ", i forgot",
    ", quick",
    "(,) in short",
    " [for a crossword|for a quiz|for my homework|for school|for my kid]",
    ", [my kid|my son|my daughter|my teacher] asks",
    ", [simple|quick|easy] question",
    ", [do u know|you know|can you say|who knows]",
    ", [tell me|answer me|help me|i need it]",
    ", [friend|buddy|bro|mate|spark|man]",
    " ?? [anyone|]",
    ", [i need to know|i want to know|just asking|just curious]",
    " [right now|today] (please)",
    "? [i forgot|no idea|i have no idea|i really need to know|just wondering|thanks|thx|thank you|tell me|pls help]",
    "? [my son asks|my kid wants to know|it is for school|it is for a quiz|we have a bet|i should know this|"
    "asking for a "
    "friend]",
    "? [a short answer please|one sentence is enough|short answer pls|answer in one word|keep it short|be quick]",
    " [lol|haha|hehe|btw|actually|anyway|then|though|really|in general|normally|usually]",
    ", [be honest|be quick|come on|if you know|if u know|you must know|i bet you know|or don't you know]",
    ", [i am not sure|i'm not sure|i am confused|i always mix it up|i never remember|i can't remember]",
    " - [that is my question|do you know|do u know|any idea|no clue|help|anyone]",
    "... [any idea|hmm|i forgot|do you know|help me out]",
)
# A question that stands inside something else.
WRAPS = (
    "[my teacher asked|the teacher asks|the quiz asks|the card says|the crossword says|the exercise says]: {q}",
    "[can|could|would] you [please |]answer (me )this [question|one]: {q}",
    "i [have|got] [a|one|this] question[:|, |. ]{q}",
    "here is what i want to know: {q}",
    "there is something i want to know: {q}",
    "[on the test|in the quiz|in my book|on tv] they asked[:|] {q}",
    "q: {q} a:",
    "question: {q} answer:",
    "{q} [answer|your answer|the answer is|and the answer is]:",
    "\\({q}\\)",
    "someone at work asked {q} and [nobody knew|i did not know|i had no answer]",
    "my [son|daughter|kid] [keeps asking|asked|is asking]: {q}. what do i [say|tell him|tell her|answer]",
    "[hi|hello|hey]. {q}? [thanks|thank you|bye|cheers]",
    "{q}? {q}?",
    "i was [just |]asked {q} and i don't know",
    "what would you answer to: {q}",
    "what is the [right |correct |]answer to: {q}",
    "[do you know|you know|know] the answer to this: {q}",
    "if i ask you {q}, what do you say",
    "{q} [is|was] the question",
)
# How people lead up to a question that keeps the order of a statement: "i wonder | where cows live".
INDIRECT = (
    "[do you know|do u know|you know|can you tell me|could you tell me|tell me|please tell me|pls tell me|"
    "would you know]",
    "[i wonder|i was wondering|i am wondering|wondering|i'd like to know|i want to know|i would like to know|"
    "i wanna know]",
    "[i forgot|i can't remember|i do not know|i don't know|i dont know|not sure|i am not sure|i never learned|no idea]",
    "[i need to know|i have to find out|i must know|i am trying to find out|i am curious|just curious|"
    "help me find out]",
    "[find out|look up|check|show me|print|write down|work out|read to me|run through|sort out|make clear to me]",
    "[my kid asks|my son wants to know|my daughter asked|she asks|he asks|somebody asked me|people ask me|"
    "we want to know]",
    "[explain|say|remind me|teach me|let me know|any idea|do you have any idea|any clue|have you any idea]",
    "[can you explain|could you explain|can you say|are you able to say|is it possible to tell me|who can tell me]",
    "[the question is|my question is|the quiz asks|my homework asks|i am asked|the teacher asks|guess|the point is]",
)
INDIRECT_AFTER = (
    "{q} is what i [want|need] to know", "{q}[:|,] [that is|that's|this is] my question", "{q}[,|"
    ":] i [have no idea|forgot]",
    "{q}, that i would like to know", "{q}, tell me", "[the thing is,|listen,] i do not know {q}",
)  # fmt: skip
INDIRECT_IF = (
    "[do you know|can you tell me|could you tell me|tell me|would you know|do u know|please tell me]",
    "[i wonder|i was wondering|i'd like to know|i want to know|i am not sure|not sure|i forgot|i don't know]",
    "[my kid asks|my son wants to know|somebody asked me|we have a bet|people ask|the question is|the quiz asks]",
)
SLANG = {
    "you": ("u", "ya"), "are": ("r",), "your": ("ur",), "please": ("plz", "pls", "pleas"),
    "what": ("wat", "wut", "waht"),
    "which": ("wich", "whitch", "witch"), "the": ("teh", "da"), "people": ("ppl",), "and": ("n", "&"),
    "does": ("dose", "dos"),
    "how": ("hw", "hwo"), "where": ("were", "wher", "wheres"), "because": ("cuz", "bc"), "many": ("mny", "meny"),
    "when": ("wen",), "who": ("hu", "whos"), "know": ("kno", "no"), "called": ("cald", "calld", "caled"),
    "with": ("w",),
    "with what": ("wit what",), "that": ("dat", "tht"), "to": ("2",), "for": ("4",), "why": ("y",), "name": ("nam",),
}  # fmt: skip
