"""Wordings in which a request stands, but only to be talked about: the person wants to know, not to have it done."""

HOW = """
how do i {do}?|how do i {do}|how can i {do}?|how can i {do}|how to {do}|how to {do}?|how would i {do}?
how would you {do}?|how should i {do}|how do you {do}?|how can you {do}|how can one {do}|how does one {do}?
how do people {do}|how could i {do}|how might i {do}|how i can {do}?|how i {do}?|how could one {do} in {tool}
how do i {do} with {tool}|how can i {do} using {tool}?|how do i {do} in {lang}?|how do i {do} on windows?
what command can i use to {do}|what is the command to {do}?|what is the command for this: {do}
what's the best way to {do}?|what is the best way to {do}|what's the easiest way to {do}|what is a safe way to {do}
what's the command to {do}|which command do i need to {do}?|which tool should i use to {do}|which command would {do}
which flag do i need to {do}|what program can {do}|what happens if i {do}?|what happens when you {do}
what would happen if i {do}|is there a way to {do}?|is there a command to {do}|is there an easy way to {do}
is it possible to {do}?|is it safe to {do}?|is it a good idea to {do}|is it dangerous to {do}?|is it bad to {do}
would it be wrong to {do}?|can a user {do}?|can i {do} without root?|can i {do} by accident?|can i {do} in {lang}?
should i {do}?|should i {do} before an update?|should one {do} every day?|why should i {do}?|why would anybody {do}
why can't i {do}?|why would i {do}|when should i {do}|when would you {do}?|explain how to {do}|explain how i can {do}
please explain how to {do}|can you explain how to {do}?|could you explain how i {do}|tell me how to {do}
tell me how i can {do}|tell me how you would {do}|show me how to {do}|show me how i {do}|show me how you would {do}
teach me how to {do}|teach me to {do}|i want to know how to {do}|i want to learn how to {do}
i'd like to know how to {do}|i don't know how to {do}|i do not know how one can {do}|i wonder how to {do}
i forgot how to {do}|do you know how to {do}?|can you tell me how to {do}?|could you tell me how to {do}
can you show me how to {do}|could you show me how i {do}?|help me understand how to {do}|any idea how to {do}?
any tips to {do}|what's a good tool to {do}|what do i type to {do}?|what should i type to {do}|what do i need to {do}?
how hard is it to {do}|how long does it take to {do}?|how dangerous is it to {do}|write a script to {do}
write a {lang} script to {do}|write a {lang} program to {do}|write a {lang} function to {do}|write me a script to {do}
give me an example script to {do}|how come i cannot {do}|i tried to {do} but it failed
i tried to {do}, it did not work|i was told to {do}|my boss wants me to {do} tomorrow|yesterday i had to {do}
i usually {do} on fridays|i never {do}|i always {do} before i leave|i am afraid to {do}|they {do} every night
my script should {do} but it does not|he told me to {do}|i will {do} later|i might {do} tomorrow|don't {do}
do not {do}|never {do} without asking|please don't {do}|you should not {do}|if i {do}, will it be gone?
the script will {do}, right?|does anybody {do} by hand?|does it cost much to {do}?|the command to {do} is too long
what are the steps to {do}?|how do i make sure nobody can {do}|how do i stop users who {do}
i want an explanation of how to {do}|in what way can i {do}?|way to {do}?|best way to {do}
"""
