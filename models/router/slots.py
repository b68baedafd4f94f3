"""What stands in the slots of the router's lessons."""

SLOTS = {
    "dir": (
        "this folder|this directory|the current folder|the current directory|here|the folder {name}|"
        "the {name} folder|the {name} directory|{name}|{name}/|./{name}|~/{name}|/var/log|/tmp|/etc|"
        "my home folder|my home directory|the downloads folder|my documents|src|docs|/home/{name}|subfolders|"
        "this project|this repo|the desktop|/opt/{name}|~|../{name}|all subfolders|the parent folder"),
    "name": (
        "build|backup|music|photos|reports|project|old|new|test|tests|data|logs|assets|images|alpha|beta|work|"
        "school|notes|temp|drafts|archive|library|scripts|videos|pictures|letters|accounts|bills|main|master|"
        "develop|feature|website|app|server|client"),
    "file": (
        "{stem}.{ending}|{stem}.{ending}|{stem}.{ending}|{name}/{stem}.{ending}|the file {stem}.{ending}|"
        "{stem}|my {stem}.{ending}|the {stem} file|./{stem}.sh|{stem}.tar.gz|~/{stem}.{ending}|"
        "/etc/{stem}.conf|README.md|Makefile|the readme|the log file|it|that file"),
    "stem": (
        "report|notes|main|data|server|app|letter|budget|todo|config|index|error|access|users|list|words|"
        "names|song|image|photo|script|deploy|setup|test|story|draft|plan|results|output|input|readme|backup|"
        "log|table|sales|prices|emails|contacts|hosts|query|model"),
    "ending": "txt|md|py|log|csv|json|sh|html|js|pdf|conf|yaml|tsv|c|jpg|xml|sql|zip|iso|mp3",
    "kind": (
        "txt|text|python|.py|.txt|.log|log|*.txt|*.log|*.bak|.md|markdown|pdf|jpg|png|image|json|.json|csv|"
        "html|js|javascript|shell|video|audio|mp3|.c|java|temporary|hidden|old|zip|config|large|empty|jpeg|"
        "source|backup|.tmp|word|music|core"),
    "n": "1|2|3|5|7|10|12|20|25|50|100|200|1000|8080|3000|443|five|ten|three|two|30|60|90|15|4|6|80",
    "most": (
        "largest|biggest|newest|oldest|smallest|latest|longest|heaviest|most recent|last modified|"
        "recently changed|most used"),
    "by": "size|date|name|time|modification time|age|extension|cpu|memory|type|owner",
    "size": "10 mb|100 MB|1 GB|5M|500k|1G|2 gigabytes|50 megabytes|10MB|20 kb|1gb",
    "when": (
        "today|yesterday|in the last hour|this week|in the last {n} days|since monday|last week|this month|"
        "in the last 24 hours|recently|last night|after midnight|since yesterday|in the past week|"
        "{n} days ago"),
    "word": (
        "error|warning|foo|bar|hello|main|import|user|failed|root|test|import os|TODO|fixme|password|alice|"
        "http|old|new|debug|404|fatal"),
    "q": '"{word}"|\'{word}\'|{word}|"{word} {word}"|the word {word}|the text {word}|the string {word}',
    "mode": "644|755|600|700|777|read only|644|0400",
    "proc": (
        "nginx|python|firefox|docker|apache|mysql|postgres|node|chrome|ssh|git|vim|java|redis|cron|gcc|ffmpeg|"
        "jq|curl|tmux|bash|code|rust|go"),
    "procs": "processes|programs|tasks|services|jobs|apps|containers",
    "res": "memory|cpu|ram|disk|bandwidth|space|processor",
    "url": (
        "https://example.org/{stem}.{ending}|http://host.example/{name}|https://git.example/{name}/{stem}.git|"
        "example.net/{stem}.zip"),
    "host": "example.org|localhost|192.168.1.1|server1|8.8.8.8|my server|the router|db.example.net",
    "topic": (
        "recursion|pointers|closures|a mutex|tcp|udp|dns|http|ssh|ssl|git|docker|kubernetes|a virtual machine|"
        "a kernel|an inode|a symlink|a hard link|a pipe|a socket|a thread|a process|a shell|bash|zsh|a daemon|"
        "cron|systemd|a package manager|a makefile|a compiler|an interpreter|garbage collection|a hash table|"
        "a linked list|a binary tree|big o|sql|a database index|an api|rest|json|yaml|regex|utf-8|unicode|"
        "swap|virtual memory|a cache|a cpu register|raid|a file system|ext4|a partition|chmod|grep|awk|sed|"
        "xargs|tar|umask|sudo|root|machine learning|a neural network|entropy|gravity|photosynthesis|inflation|"
        "democracy|evolution|a black hole|the moon|a volcano"),
    "tool": (
        "grep|awk|sed|tar|find|xargs|chmod|chown|rsync|ssh|curl|cut|sort|uniq|ls|cp|mv|rm|du|df|ps|top|kill|"
        "cron|make|git|vim|docker|pip"),
    "flag": "-r|-rf|-l|-la|-v|-n 5|-i|--force|-xzf a.tar.gz|-h|-p|-9|-u|--recursive|-name '*.py'|aux",
    "lang": "python|rust|go|java|javascript|c|c++|ruby|bash|perl|haskell|typescript|php|sql|kotlin",
    "code": (
        "function|class|script|program|loop|regex|query|decorator|unit test|parser|small web server|generator|"
        "makefile|dockerfile"),
    "human": "spanish|french|german|japanese|italian|dutch|latin|polish|portuguese|english|russian|korean",
    "thing": (
        "cat|dog|car|house|bicycle|garden|birthday|holiday|recipe|song|novel|movie|film|guitar|piano|football|"
        "chess|coffee|tea|bread|pizza|soup|apple|ocean|mountain|river|city|castle|ship|train|planet|star|"
        "robot|dragon|wizard|queen|friend|brother|teacher|doctor|spring|summer|winter|rain|snow|sunset|dream|"
        "freedom|love|time|money|school|job|meeting|boss|customer|startup|company|game|puzzle"),
    "things": (
        "animals|colours|countries|cities|books|films|songs|fruits|vegetables|planets|rivers|inventions|"
        "sports|languages|jokes|names|ideas|reasons|tips|questions|exercises|recipes|words|synonyms|steps|"
        "advantages|examples|hobbies|presents|slogans|titles"),
    "person": (
        "einstein|ada lovelace|alan turing|linus torvalds|shakespeare|mozart|napoleon|newton|marie curie|"
        "dennis ritchie|plato|darwin"),
    "place": (
        "france|japan|brazil|canada|rome|paris|london|egypt|peru|norway|india|kenya|spain|australia|cuba|"
        "chile|iceland"),
    "more": (
        "please|thanks|thank you|then|again|a lot|very much|for now|my friend|of course|so much|indeed|too|"
        "a bit|really"),
    "short": (
        "yes|no|ok|okay|sure|right|thanks|cool|nice|good|great|true|false|correct|wrong|maybe|exactly|agreed|"
        "done|got it|i see|well|same|fine|yeah|yup|not now|later|copy|roger|understood|noted|makes sense|"
        "good point|good idea|no problem|no thanks"),
    "room": (
        "my room|the kitchen|my house|the garden|the office|the car|the bathroom|my head|my life|the wall|"
        "the school|my heart"),
    "mood": (
        "tired|happy|sad|confused|lost|stuck|bored|nervous|angry|hungry|new to this|a beginner|curious|"
        "worried|done for today"),
}
