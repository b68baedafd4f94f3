"""What people ask a machine to do, as frames with slots: half of the router's lessons."""

# What somebody wants done, in the form that stands after "please" and after "how do I".
DO = """
list files|list the files|list all files in {dir}|list hidden files|list only the folders|list everything in {dir}
list files by {by}|list the {n} {most} files in {dir}|list {kind} files|list all {kind} files below {dir}
list the contents of {file}|list all users|list open ports|list my cron jobs|list installed packages
list running {procs}|list {procs} sorted by {by}|list the devices|list the branches|list symlinks in {dir}|show files
show all files|show hidden files in {dir}|show me what is in {dir}|show the contents of {file}
show the first {n} lines of {file}|show the last {n} lines of {file}|show line {n} of {file}|show {file}
show the size of {file}|show the size of {dir}|show the size of every folder in {dir}|show disk usage
show free disk space|show memory usage|show the {n} {most} files|show the {most} folders in {dir}
show the tree of {dir}|show the folder tree|show the permissions of {file}|show running {procs}
show {procs} that use the most {res}|show what uses port {n}|show the path|show my ip address
show the differences between {file} and {file}|show the git history|show the last {n} commits|show my crontab
show the date|show the current time|show the calendar|show the kernel version|show the hostname
show network connections|show lines with {word} in {file}|show lines of {file} that contain {q}
show the unique lines of {file}|show the header of {file}|show column {n} of {file}|show the file type of {file}
show environment variables|show me the biggest {kind} files|show me files that changed {when}
show files bigger than {size}|find files|find all {kind} files|find {kind} files in {dir}|find files named {file}
find the file {file}|find files bigger than {size}|find files larger than {size} in {dir}|find files changed {when}
find empty files|find empty folders|find files older than {n} days|find files with {word} in the name
find files that contain {q}|find the {most} file in {dir}|find duplicate files|find all folders called {name}
find where {file} is|find {q} in all {kind} files|find the text {q} in {dir}|find every line with {word} in {file}
find broken links|search for {q} in {dir}|search {file} for {word}|search all {kind} files for {word}
search the logs for {word}|look for {q} in {file}|look for {kind} files in {dir}|grep for {word} in {dir}
locate {file}|count the lines in {file}|count the words in {file}|count the files in {dir}|count all {kind} files
count how often {word} appears in {file}|count the folders in {dir}|count the lines of all {kind} files|delete {file}
delete the file {file}|delete all {kind} files|delete all {kind} files in {dir}|delete {dir}|delete the folder {name}
delete empty folders|delete files older than {n} days|delete the last line of {file}|delete everything in {dir}
delete the branch {name}|remove {file}|remove the folder {name}|remove all {kind} files|remove empty lines from {file}
remove duplicate lines from {file}|remove lines with {word} from {file}|remove the package {proc}
remove trailing spaces from {file}|remove old logs from {dir}|remove write permission from {file}|clean up {dir}
clean the build|clear the cache|empty {dir}|empty the file {file}|wipe {dir}|erase {file}|purge old {kind} files
create a folder called {name}|create a directory {name} in {dir}|create an empty file {file}|create {file}
create a file called {file} with the text {q}|create folders {name}, {name} and {name}|create a new branch {name}
create an archive of {dir}|create a backup of {file}|create a symlink to {file}|create a zip of {dir}
make a folder {name}|make a directory called {name}|make a new folder for {name}|make a copy of {file}
make {file} executable|make {file} read only|make an archive of {dir}|make a backup of {dir}
make folders {name} and {name}|make a link from {file} to {file}|make {dir} writable for everyone|touch {file}
copy {file} to {dir}|copy all {kind} files to {dir}|copy {dir} to {dir}|copy {file} as {file}
copy the folder {name} into {dir}|copy everything from {dir} to {dir}|copy {file} here|duplicate {file}|back up {file}
back up {dir} to {dir}|move {file} to {dir}|move all {kind} files to {dir}|move {kind} files into {dir}
move everything from {dir} up one level|move files older than {n} days to {dir}|put all {kind} files into {dir}
put {file} into {dir}|rename {file} to {file}|rename all {kind} files to {kind}|rename the folder {name} to {name}
rename the branch to {name}|add {q} to {file}|add a line {q} to the end of {file}|append {file} to {file}
append {q} to {file}|write {q} into {file}|insert {q} at the top of {file}|save the list of files in {file}
save the output of ls to {file}|put the date into {file}|replace {word} with {word} in {file}
replace {q} by {q} in all {kind} files|change {word} to {word} in {file}|change the permissions of {file} to {mode}
change the owner of {file} to {name}|change to {dir}|set {file} to mode {mode}|give everyone read access to {file}
chmod {file} to {mode}|lock {file} so nobody can write to it|sort {file}|sort the lines of {file}
sort {file} by column {n}|sort {file} in reverse|sort {file} and remove duplicates|print {file}
print the first {n} lines of {file}|print the last line of {file}|print the working directory
print the {n} column of {file}|print every second line of {file}|print the lines of {file} backwards
print my user name|read {file}|open {file}|open {dir}|open the folder {name}|view {file}|display {file}
display the end of {file}|display the size of all folders|display the current directory|cat {file}|tail {file}
watch {file}|follow {file}|compare {file} with {file}|diff {file} and {file}|check the size of {dir}|check disk space
check if {file} exists|check if {proc} is running|check whether port {n} is free|check the syntax of {file}
check my internet connection|check how much memory is free|check which version of {proc} is installed
test if {host} is up|verify the checksum of {file}|compress {file}|compress {dir}|zip {dir}|zip all {kind} files
zip {dir} into {file}|tar {dir}|pack {dir} into {file}|gzip {file}|extract {file}|extract {file} to {dir}
unpack {file}|unzip {file}|untar {file}|decompress {file}|archive {dir}|kill {proc}|kill the process {n}
kill all {proc} {procs}|kill the process on port {n}|stop {proc}|stop the service {proc}|start {proc}
start the service {proc}|start a server on port {n}|restart {proc}|restart the service {proc}|reload {proc}
end the program {proc}|install {proc}|install the package {proc}|uninstall {proc}|update the system
upgrade all packages|update {proc}|download {url}|download the file at {url}|download {url} to {dir}|fetch {url}
get {url}|upload {file} to {host}|ping {host}|resolve {host}|connect to {host}|clone {url}|pull the latest changes
push my changes|push to {name}|commit everything|commit with the message {q}|stage {file}|stage all changes
switch to {name}|check out {name}|merge {name} into {name}|revert {file}|undo the last commit|discard my changes
stash my changes|tag the commit {name}|initialise a repository here|run {file}|run the tests|run {proc}
run {file} every {n} minutes|execute {file}|build the project|compile {file}|split {file} into {n} parts
split {file} every {n} lines|join {file} and {file}|merge {file} and {file} into {file}|concatenate all {kind} files
convert {file} to {kind}|convert all {kind} files to {kind}|convert {file} to upper case
convert tabs to spaces in {file}|turn {file} into lower case|resize all {kind} images|reverse {file}
shuffle the lines of {file}|number the lines of {file}|truncate {file} to {n} lines|calculate the md5 of {file}
compute the checksum of {file}|sum the numbers in {file}|add up column {n} of {file}|encode {file} as base64
decode {file}|encrypt {file}|generate a random password|generate an ssh key|hash {file}|mount {file}|unmount {dir}
eject the disk|go to {dir}|go up one folder|sync {dir} with {dir}|mirror {dir} to {dir}
schedule {file} to run every day|shut the machine down|reboot the machine|log out {name}|turn off the computer
lock the screen|extract all urls from {file}|extract the numbers from {file}|get the size of {dir}
get the last {n} lines of {file}|get my public ip|get the {n} most common words in {file}
get a list of all {kind} files|get the name of the {most} file|get rid of {file}|get rid of all {kind} files
take the first {n} lines of {file}|keep the last {n} lines of {file}|tell me the size of {file}
tell me how many files are in {dir}|tell me what is in {dir}|tell me how much space is left|tell me my ip address
tell me the time|tell me which files changed {when}|tell me which process uses port {n}
tell me what {procs} are running|tell me the version of {proc}|find every {kind} file that mentions {word}
find the {kind} files containing {q}|find {kind} files that were edited {when}|find files owned by {name}
find files nobody touched since last year|find files not opened in {n} months|find files not used for {n} days
find files with no extension|find anything named {name} under {dir}|find lines longer than {n} characters in {file}
find which file has {q} in it|find and delete all {kind} files|find the process that listens on port {n}
find out how big {dir} is|find my ssh keys|list the files that contain {word}|list files newer than {file}
list every {kind} file with its size|list the archive {file}|list what is in {file}|list usb devices and disks
list all partitions|list the tables in {file}|list commits by {name}|list the last logins|list loaded kernel modules
show what changed {when}|show only files, no folders|show me everything about {file}|show {n} random lines of {file}
show the longest line of {file}|show who is logged in|show what is mounted|show all listening sockets|show system load
show battery status|show temperature of the cpu|show my aliases|show the most recent {n} downloads|show the git status
show changes in {file}|show the remote urls|show the tags|show only the names of changed files
show the manual of {proc}|show the routing table|show dns settings|show the log of {proc}
show the fields of {file} separated by commas|delete all but the newest {n} {kind} files
delete lines {n} to {n} from {file}|delete the tag {name}|delete my browser cache|delete every empty file in {dir}
remove all files that end with {kind}|remove the extension from all files|remove the symlink {name}
remove {name} from my path|remove the remote {name}|remove carriage returns from {file}|remove the docker image {name}
remove the header line of {file}|remove spaces from the file names|remove comments from {file}
create the folders {name}, {name}, {name}|create {n} files named {name}1 to {name}{n}
create a symbolic link {name} pointing to {dir}|create a hard link to {file}|create a virtual environment
create a tarball of {dir}|create a user called {name}|create a git repository|create a text file with {q} inside
create a swap file|make a symlink called {name} that points to {dir}|make sure {dir} exists
make {dir} only readable for me|make {n} copies of {file}|make all scripts executable
make the folders {name}/{name} and {name}/{name}|make file {file}|make directory {name} and go into it
make {file} bigger|make a list of all files and save it as {file}|copy {file} and {file} into {dir}
copy the newest {kind} file to {dir}|copy only new files from {dir} to {dir}|copy {file} over to {host}
copy my ssh key to {host}|move {file} and {file} to {dir}|move {dir} into {dir}|move the {most} files to {dir}
move {file} one folder up|move screenshots to {dir}|move the logs away|rename {file} so that it has today's date
rename all files to lower case|rename every {kind} to {kind}|rename {dir} as {name}
rename the files by adding {name} in front|replace tabs by spaces in {file}
replace all commas with semicolons in {file}|replace the first line of {file} with {q}
swap {word} and {word} in {file}|swap columns {n} and {n} of {file}|swap {file} and {file}
put a copy of {file} in {dir}|put every {kind} file in its own folder|put line numbers in front of {file}
prepend {q} to {file}|write today's date to {file}|write the names of all files to {file}
write the sorted lines back to {file}|store the list of {procs} in {file}|take column {n} of {file}|take a screenshot
take the lines with {word} from {file} and save them as {file}|cut the first {n} characters of every line in {file}
drop column {n} of {file}|drop duplicate lines in {file}|drop the stash|filter {file} for {word}
filter lines without {word} out of {file}|keep only lines with {word} in {file}|flatten {dir}|group files by extension
measure how long {proc} runs|measure the time of {file}|monitor {file}|monitor memory use|follow the log of {proc}
count {procs}|count unique lines in {file}|count characters of {file}|count commits by author
count lines of code in {dir}|count how many {kind} files there are in {dir}|count the errors in {file}
average the numbers in {file}|total the sizes of all {kind} files|print numbers from {n} to {n}
print the longest word in {file}|print only column {n}|print the environment|print the date in iso format
print everything between {word} and {word} in {file}|echo {q} into {file}|echo my path|kill process {n}
kill everything named {proc}|kill the program that uses {n}|end process {n}|stop whatever listens on port {n}
stop {proc} now|stop all {procs}|stop the server|pause process {n}|restart the machine|restart the {proc} server
start {proc} in the background|start a python server here|start the database|run {proc} in {dir}|run {file} with sudo
run the script {file} in the background|run make in {dir}|run the linter|launch {proc}
open a shell in the container {name}|install the dependencies|install all packages in {file}|install the newest {proc}
update all packages|update the package list|update the submodules|uninstall {proc} completely
download the newest {proc}|download all images from {url}|download {url} and unpack it|save {url} as {file}
ping {host} {n} times|trace the route to {host}|look up the ip of {host}|scan {host} for open ports
send {file} to {host}|test the connection to {host}|test if port {n} answers|ssh into {host}|log in to {host}
commit {file}|commit all with the message {q}|push the branch {name}|push with tags|pull and rebase
merge the branch {name}|rebase onto {name}|fetch from {name}|undo my changes to {file}
undo the last commit but keep the files|throw away the changes in {file}|discard everything not committed
discard changes in {dir}|restore {file}|restore the deleted file {file}|reset the branch to {name}|unstage {file}
stash everything|apply the stash|cherry pick {name}|blame {file}|tag this version v{n}|split {file} by chapter
split {file} into pieces of {size}|join all {kind} files into one|join the lines of {file}
merge all csv files into {file}|paste {file} and {file} side by side|convert {file} from json to yaml
convert {file} to unix line ends|convert the encoding of {file} to utf-8
convert {file} to lower case and save it as {file}|turn every {kind} into {kind}|shrink {file}|rotate {file}
trim {file} to the first {n} lines|trim blanks at line ends in {file}|indent {file}|format {file}
lowercase all names in {dir}|capitalize {file}|encrypt {dir} with a password|decrypt {file}|sign {file}
generate a uuid|generate {n} random numbers|generate a list of {n} files|roll a checksum over {dir}
mount the usb drive|mount the disk at {dir}|unmount the usb drive|format the usb stick|check the disk for errors
clean the package cache|clear the terminal|clear the log {file}|empty the trash|empty my downloads folder
empty {file} but keep it|set the time zone to utc|set the environment variable {name} to {word}
set my git name to {name}|set the hostname to {name}|set an alarm in {n} minutes|schedule a backup every night
add {name} to the group {name}|add a user {name}|add {dir} to my path|add {file} to git
add a cron job that runs {file}|allow only me to read {file}|forbid others to read {file}|protect {file} from changes
unlock {file}|hide {file}|unhide {file}|lock the folder {name}|put {q} in a file called {name}
put the date in a file named {stem}|write {q} to a file named {stem}|save {q} in a file called {file}
sort {file} alphabetically|sort {file} numerically and save it|sort {file} and drop doubles
make a link {name} to {dir}|make a symlink from {dir} to {name}|empty the recycle bin|clear the trash|load of this box
show the uptime|how long is this box up|the uptime of the machine|reboot|reload my shell|reload the config of {proc}
reload {file}|log me out|suspend the laptop|shut down in {n} minutes|turn bluetooth off|mute the sound
lower the brightness|wake up {host}|switch to the folder {name}|go back to the last folder|go home|enter {dir}
jump to {dir}|step into {dir}|leave this folder|bring {file} here|get {file} out of {file}
get only the names from {file}|get the third word of every line in {file}|get the cpu temperature
get the exit status of {proc}|get all links out of {file}|get the logs of {proc} from {when}
give me the {n} {most} {kind} files|give me a list of files with {word}|give {file} to user {name}
give the group write access to {dir}|give me all lines of {file} with {word}|tell me if {file} changed
tell me who owns {file}|tell me whether {proc} runs|tell me where {proc} is installed|tell me when {file} was changed
tell me the owner of {dir}|see what is in {dir}|see if {proc} is running|see which {procs} eat the {res}
see the end of {file}|see who is on this machine|check who is logged in|check what uses the {res}|check for updates
check the battery|check the temperature|check git status|check the permissions of {file}|check out the branch {name}
check my disk for large files|make it executable|delete them|rename them to {kind}|do a backup of {dir}|do a git pull
do an ls of {dir}|use sudo to restart {proc}|help me to delete {dir}
"""

# Questions that only this machine can answer: a command has to look.
LOOK = """
how many files are in {dir}|how many files are there|how many {kind} files are here|how many lines does {file} have
how many lines are in {file}|how many words are in {file}|how many folders are in {dir}|how many {procs} are running
how many cores does this machine have|how many users are logged in|how many commits are there
how many times does {word} occur in {file}|how big is {file}|how big is {dir}|how large is the folder {name}
how big is my home folder|how old is {file}|how much space is left|how much disk space do i have
how much memory is free|how much ram is in use|how much memory do i have left|how much space does {dir} take
how much space does the folder {name} use|how much swap is in use|how full is the disk|how full is my drive
how long is {file}|how long has {proc} been running|how long is the computer on|how busy is the cpu|what is my ip
what is my user name|what is my hostname|what is in {dir}|what is in {file}|what is inside {file}
what is the size of {file}|what is the size of {dir}|what is the {most} file in {dir}|what is the {most} folder here
what is using port {n}|what is running on port {n}|what is using all my {res}|what is using the disk
what is filling up {dir}|what is the current directory|what is the current branch|what is the date today
what time is it|what day is it|what is today's date|what is the md5 of {file}|what is the version of {proc}
what is the kernel version here|what is my shell|what is my path|what is the type of {file}|what files are in {dir}
what files are here|what files changed {when}|what files contain {q}|what {kind} files are in {dir}
what folders are here|what {procs} are running|what {procs} use the most {res}|what ports are open
what programs are running|what changed in the last commit|what changed {when} in {dir}
what did i change since the last commit|what does {file} contain|what version of {proc} is installed
what version of {proc} is this|what os is this|what kernel is this|what distribution am i running|what cpu do i have
what takes up the most space in {dir}|what users are there|what services are running|what package owns {file}
which files are in {dir}|which file is the {most}|which files are larger than {size}|which files contain {q}
which files mention {word}|which {kind} file is the {most}|which files changed {when}|which folder is the {most}
which process uses port {n}|which process uses the most {res}|which program is using {file}
which version of {proc} is installed|which branch is this|which python is this|which ports are open
which services failed|which packages are out of date|which user am i|which disk is full|where is {file}
where is {proc} installed|where am i|where is the program {proc}|where are my {kind} files|where did i save {file}
who is logged in|who am i|who owns {file}|who last changed {file}|who is using this machine|who committed last
when was {file} changed|when was {file} created|when did the machine start|when did i last commit
when did {name} log in last|is {proc} running|is {proc} installed|is {proc} installed here|is port {n} open
is port {n} in use|is {host} reachable|is the internet up|is there a file called {file}
is there a {kind} file in {dir}|is {file} executable|is {file} empty|is the disk full|is {file} in {dir}
are there {kind} files in {dir}|are there any empty files here|are there uncommitted changes|are there updates
are {file} and {file} the same|do i have {proc}|do i have {proc} installed|do i have enough space for {size}
do i have any {kind} files|do we have {proc} on this machine|does {file} exist|does {dir} have any {kind} files
does {file} contain {q}|did {file} change {when}|did my last commit include {file}|has {file} changed {when}
have i got any files over {size}|can i write to {dir}|am i root|am i online|any {kind} files in {dir}|what's in {dir}
what's in {file}|what's my ip|what's the size of {dir}|what's running on port {n}|what's the time|what's the date
do we have any {kind} files over {size}|do we have files bigger than {size} here|do any files contain {q}
do these files differ: {file} {file}|does this folder have a {file}|does the folder {name} contain {kind} files
does this directory contain {file}|does user {name} exist|does port {n} answer|does {host} answer
does anything listen on port {n}|does the log mention {word}|does any {kind} file mention {word}
did {proc} crash {when}|did the backup run {when}|am i connected|am i on the branch {name}|am i logged in as root
am i in a git repo|am i out of disk space|are all {kind} files readable|are there large files in {dir}
are there files named {file}|are any {procs} stuck|are there {procs} using port {n}|are there errors in {file}
are there duplicates in {dir}|are my changes pushed|is anybody else logged in|is anything listening on {n}
is this a git repository|is {dir} empty|is {file} a text file|is {file} older than {file}|is my disk full
is there enough memory for {proc}|is there a folder called {name}|is there space left on {dir}
is there any {kind} file left|is there a newer version of {proc}|is the server up|is the {proc} service up|is swap on
is selinux on|is the firewall on|is this machine 64 bit|is my ip static|is {name} a folder|is the port {n} free
is {proc} up to date|has anything changed in {dir}|has {name} logged in|has the machine been rebooted
have any files changed {when}|how many {kind} files are bigger than {size}|how many lines contain {word} in {file}
how many errors are in {file}|how many processes does {name} have|how many branches are there
how many people are logged in|how many subfolders does {dir} have|how many bytes is {file}
how many different words are in {file}|how much {res} does {proc} use|how much space do the {kind} files take
how much of the disk is used|how much traffic went through|how large are the folders in {dir}|how large is {file}
how big are my logs|how hot is the machine|how long did the last command run|how deep is {dir}
how many {procs} run as root|what are the {n} {most} files|what are the biggest folders in {dir}
what are the permissions of {file}|what are the last {n} lines of {file}|what are my environment variables
what are the ip addresses of this machine|what are my open ports|what do i have in {dir}|what does {dir} contain
what process has pid {n}|what is my public ip|what is my gateway|what is my disk usage|what is my mac address
what is mounted|what is the load|what is the free space on {dir}|what is the last line of {file}
what is the first line of {file}|what is the longest line in {file}|what is the newest file in {dir}
what is the name of this machine|what is the time in utc|what is the exit code of {file}
what is the diff between {file} and {file}|what is the owner of {file}|what is eating the disk
what is eating all the {res}|what is listening on port {n}|what is slowing down the machine|what is left on the disk
what did {name} commit {when}|what files did the last commit touch|what files are open|what files take the most space
what {procs} has {name} started|what else is in {dir}|what kind of file is {file}|what kind of cpu is this
which process is on port {n}|which process is listening on {n}|which process eats the most {res}
which {kind} files are the {most}|which files are not in git|which files end with {kind}
which files are newer than {file}|which files does {proc} have open|which files are in {file}|which folders are empty
which folder takes the most space|which lines of {file} contain {word}|which lines differ between {file} and {file}
which users are on this system|which shell is this|which commit changed {file}|which disk has most space
which package gives {proc}|which gpu do i have|which {procs} are running as root|where is the {proc} program
where is the {proc} executable|where is the config of {proc}|where is my {file}|where does {name} point to
where are the logs of {proc}|where did {file} go|where in {dir} is {word} mentioned|where do i have {kind} files
who changed {file}|who uses port {n}|who can read {file}|who is on this server|who wrote line {n} of {file}
when was the last reboot|when was {dir} last changed|when was the last commit|when did {file} change
when was {proc} started|when did i install {proc}|what's the biggest file here|what's using my {res}
what's the {most} file in {dir}|what's listening on {n}|what's the load on this machine|what's the uptime
what's mounted|what's the load|what's my disk usage|what's taking so much space in {dir}|what's in my path
what's the branch|what's the pid of {proc}|what's changed since the last commit|what's open on port {n}
what's new in {dir}|who's logged in|where's {file}|how's the disk
"""

# Terse ones, as typed into a search box.
TERSE = """
disk usage|disk space|free space|memory usage|free memory|cpu usage|cpu info|ip address|my ip|running {procs}
open ports|hidden files|all {kind} files|{most} files|{most} files here|{most} {n} files|{n} {most} files in {dir}
files in {dir}|files by {by}|files sorted by {by}|files larger than {size}|files bigger than {size} in {dir}
files changed {when}|files from {when}|files with {word} in them|files containing {q}|{kind} files in {dir}
{kind} files changed {when}|empty folders|empty files in {dir}|folder size|size of {dir}|size of {file}
folder sizes in {dir}|line count {file}|word count of {file}|lines in {file}|number of files here
number of lines in {file}|last {n} lines of {file}|first {n} lines of {file}|lines {n} to {n} of {file}
lines with {word} in {file}|unique lines of {file}|column {n} of {file}|diff {file} {file}|contents of {file}
permissions of {file}|type of {file}|owner of {file}|current directory|current branch|current user|git log
git diff of {file}|commits {when}|last {n} commits|branches|uncommitted changes|tree of {dir}|folder tree
subfolders of {dir}|folders only|newest file|newest {kind} file in {dir}|processes by {res}|top {procs} by {res}
process on port {n}|pid of {proc}|{proc} version|version of {proc}|kernel version|uptime please|logged in users
system information|checksum of {file}|md5 of {file}|environment variables|installed packages|network interfaces
todos in {dir}|{word} in {file}|tests please|files ending in {kind}|files ending with {kind} under {dir}
files named {name}|files owned by {name}|folders bigger than {size}|everything in {dir} by {by}|{most} folder
{most} folders under {dir}|top {n} files by size|top {n} memory users|top {n} biggest folders|memory hogs|cpu hogs
biggest logs|processes of {name}|all lines with {word} in {file}|all files with {word} in the name|all empty folders
all files changed {when}|all the {kind} files here|all branches|all users|all {procs}|last lines of {file}|last login
last reboot|last commit|last commit of {name}|first line of {file}|first {n} characters of {file}
every {n}th line of {file}|git status|git branches|git remotes|short git status|diff since yesterday|changed files
staged changes|commit count|commits by {name}|who is online|ports in use|listening ports|network traffic|network speed
wifi networks|disk partitions|disk io|mounted disks|cpu temperature|cpu cores|total memory|swap usage|load average
system load|gpu info|os version|time in utc|date in iso format|calendar of this month
random number between {n} and {n}|sum of column {n} in {file}|average of column {n} of {file}|max of {file}
word frequency in {file}|duplicate lines in {file}|duplicates in {dir}|broken symlinks|executables in {dir}
world writable files in {dir}|failed services|failed logins
"""

# What stands before a request, and after it.
BEFORE = """
please|pls|plz|can you|could you|could you please|can you please|would you|would you please|will you|hey|ok now|now
then|kindly|i want to|i want you to|i need to|i need you to|i would like to|i'd like to|i'd like you to|i have to
i wanna|let's|let us|just|quickly|would you mind to|can u|could u|help me|help me to|please help me|next|first
hi, please|ok,|so,|and now|go and|you should|you must|i am trying to|i'm trying to|we need to|need to|want to
it would be nice to|we want to|it is necessary to|it is needed to|i must|is needed to|you need to|i wish to|could we
can we|shall we|i like to|be so kind and|for me please|please now|ok please|also
"""
BEFORE_NOUN = """
i need|i want|give me|gimme|show me|show|list|display|print|get me|get|i want to see|let me see|i'd like to see
i need to see|see|can i see|can i have|could i see|may i see|i would like|please show|please give me|pls show me
find me|tell me|i wanna see|find|need|i am looking for|i'm looking for|looking for|want to know the|i want to know the
i need to know the|output the|view
"""
BEFORE_QUESTION = """
tell me|can you tell me|please tell me|do you know|could you tell me|i want to know|i need to know|see|find out|check
"""
AFTER = """
please|for me|now|here|in this folder|thanks|in the current directory|on this machine|for me please|quickly|again
right now|!
"""
