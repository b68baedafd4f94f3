"""What common programs and their flags do, in a few plain words: what `explain` says without asking anybody."""

from __future__ import annotations

from collections.abc import Mapping

# One program a line: names | what it does | flag = meaning ; ... A line that begins with blanks goes on.
_TABLE = """
ls|lists files|-l=with details;-a=hidden ones too;-A=hidden ones too;-h=sizes in readable units;-t=newest first;
  -r=in reverse order;-S=largest first;-R=folders within folders too;-d=the folder itself, not what is in it;
  -1=one per line;-i=with inode numbers
cat|shows files one after the other|-n=with line numbers;-b=with numbers on lines that are not empty;
  -A=control characters made visible
head|shows the beginning of files|-n=this many lines;-c=this many bytes
tail|shows the end of files|-n=this many lines;-f=and goes on as lines are added;
  -F=and goes on, even if the file is replaced;-c=this many bytes
wc|counts lines, words and bytes|-l=lines only;-w=words only;-c=bytes only;-m=characters only
grep egrep fgrep|shows the lines that match a pattern|-i=whatever the case;-v=the lines that do not match;
  -n=with line numbers;-r=in all files below a folder;-R=in all files below a folder;
  -c=only the number of matching lines;-l=only the names of matching files;
  -L=only the names of files without a match;-w=whole words only;-E=with an extended pattern;
  -F=the text as it is, no pattern;-o=only the part that matches;-A=with lines after;-B=with lines before;
  -C=with lines around;-q=silently;-h=without file names;-H=with file names;--include=only in files named like this;
  --color=matches coloured
find|looks for files below a folder|-name=named like this;-iname=named like this, whatever the case;
  -type=of this kind (f a file, d a folder, l a link);-size=of this size (+ more, - less);
  -mtime=changed this many days ago (+ more, - less);-mmin=changed this many minutes ago;
  -maxdepth=at most this many folders deep;-mindepth=at least this many folders deep;-delete=and deletes each;
  -exec=and runs a command on each;-execdir=and runs a command on each, in its folder;-empty=empty ones;
  -print=prints each name;-print0=prints each name, ended by a zero byte;-not=not;-o=or;-a=and;
  -newer=changed after that file;-user=owned by;-perm=with these rights;-path=whose path is like this;
  -prune=does not go in there
sort|sorts lines|-r=in reverse order;-n=by number;-h=by readable sizes (2K, 1G);-u=each line once;-k=by this column;
  -t=columns are separated by this;-f=whatever the case;-o=writes the result to this file
uniq|drops repeated lines that follow each other|-c=with their number;-d=only the repeated ones;
  -u=only those that are not repeated
cut|takes columns out of lines|-d=columns are separated by this;-f=these columns;-c=these characters
tr|exchanges or deletes characters|-d=deletes them;-s=repeated ones become one;-c=all others
sed|edits text line by line|-n=prints only what is asked for;-i=changes the file in place;-e=with this instruction;
  -E=with extended patterns;-r=with extended patterns
awk gawk|works on the columns of each line|-F=columns are separated by this;-v=sets a variable
cp|copies files|-r=whole folders;-R=whole folders;-a=whole folders, everything kept as it is;
  -i=asks before overwriting;-f=overwrites without asking;-n=never overwrites;-v=says what it does;
  -p=keeps times and rights;-u=only what is newer
mv|moves or renames files|-i=asks before overwriting;-f=overwrites without asking;-n=never overwrites;
  -v=says what it does
rm|deletes files for good|-r=whole folders with all that is in them;-R=whole folders with all that is in them;
  -f=without asking, and without complaint;-i=asks before each;-v=says what it does;-d=empty folders too;
  --no-preserve-root=even the whole file system
rmdir|deletes empty folders|-p=and the folders above it
mkdir|makes folders|-p=with the folders above, and no complaint if it exists;-m=with these rights;-v=says what it does
touch|makes empty files, or sets their time to now|-c=makes none;-t=to this time
ln|makes links|-s=symbolic ones;-f=replaces what is there
chmod|changes who may read, write and run|-R=everything below a folder;+x=makes it a program;-v=says what it does;
  755=the owner may change it, everybody may read and run it;644=the owner may change it, everybody may read it;
  600=only the owner may read and change it;777=everybody may do everything
chown|changes who owns files|-R=everything below a folder
chgrp|changes the group of files|-R=everything below a folder
pwd|shows the current folder|
cd|goes to a folder|
echo|prints text|-n=without a line end;-e=with \\n and the like understood
printf|prints text after a pattern|
date|shows the date and time|-u=in universal time;-d=of this moment;-s=sets the clock;-I=in ISO form
whoami|shows who you are|
id|shows your user and groups|
uname|shows the system|-a=everything;-r=the kernel's version;-m=the processor's kind;-s=the kernel's name
uptime|shows how long the machine has been running|
free|shows memory|-h=in readable units;-m=in megabytes;-g=in gigabytes
df|shows free disk space|-h=in readable units;-T=with the kind of file system;-i=inodes
du|shows how much disk files take|-h=in readable units;-s=only the sum;-a=every file;-d=down to this depth;
  --max-depth=down to this depth;-c=with a total
stat|shows everything about a file|-c=after this pattern
file|says what kind of file it is|-b=without the name;-i=as a MIME type
ps|lists running programs|-e=all;-f=with details;-a=of all terminals;-u=of this user;
  aux=all, with user and use of the machine;-ef=all, with details;--sort=ordered by this, the largest first after a -
top htop|watches running programs|-b=as plain text;-n=this many times
kill|ends a program by its number|-9=at once, without letting it clean up;-15=by asking it to end;-l=lists the signals
pkill killall|ends programs by name|-9=at once;-f=by the whole command line;-i=asks first
pgrep|finds programs by name|-f=in the whole command line;-l=with names;-a=with the command line
tar|packs and unpacks archives|-c=makes an archive;-x=unpacks;-t=lists what is in it;-z=with gzip;-j=with bzip2;
  -J=with xz;-v=says what it does;-f=in this file;-C=in this folder;-p=keeps rights
zip|packs files into a zip archive|-r=whole folders;-q=silently;-e=with a password
unzip|unpacks a zip archive|-l=only lists what is in it;-d=into this folder;-o=overwrites without asking;-q=silently
gzip|packs files, each replaced by a .gz|-d=unpacks;-k=keeps the original;-c=to the screen;-9=as small as it can;
  -l=only shows sizes
gunzip|unpacks .gz files|-k=keeps the original;-c=to the screen
curl|fetches from an address|-o=into this file;-O=into a file named as there;-L=follows redirections;-s=silently;
  -S=shows errors;-f=fails on errors;-I=only the header;-X=with this method;-H=with this header line;-d=sends this;
  -F=sends this form;-T=sends this file;-k=without checking who answers;-u=with this name and password
wget|fetches files from an address|-O=into this file;-q=silently;-c=goes on where it stopped;-r=and what it links to;
  -P=into this folder
ssh|opens a shell on another machine|-p=at this port;-i=with this key;-L=forwards a port;-o=with this option
scp|copies files between machines|-r=whole folders;-P=at this port
rsync|copies what differs|-a=whole folders, everything kept as it is;-v=says what it does;-z=packed on the way;
  -n=only says what it would do;--delete=deletes what is not at the source;--progress=shows how far it is;
  -r=whole folders;-h=in readable units
ping|sees whether a machine answers|-c=this many times
ip|shows or changes the network|a=the addresses;addr=the addresses;r=the routes;link=the connections
ifconfig|shows or changes the network|
ss netstat|lists network connections|-t=TCP;-u=UDP;-l=only those that wait for others;-n=numbers, not names;
  -p=with the program;-a=all
lsof|lists open files|-i=network connections;-p=of this program;-n=numbers, not names;-P=port numbers, not names;
  -t=only program numbers
sudo doas|runs a command with the administrator's rights|-u=as this user;-i=as if logged in
su|becomes another user|-c=for this command
apt apt-get|installs and removes packages|install=installs;remove=removes;purge=removes, with settings;
  update=fetches the list of packages;upgrade=brings everything up to date;-y=without asking
brew|installs and removes packages|install=installs;uninstall=removes;list=lists what is installed
pip pip3|installs Python packages|install=installs;uninstall=removes;list=lists what is installed;show=shows one;
  -r=those listed in this file;-U=brings it up to date
npm|installs and runs JavaScript packages|install=installs;run=runs a script of the project;-g=for the whole machine
git|keeps versions of a project|status=what has changed;log=the commits;diff=the differences;
  add=marks changes for the next commit;commit=makes a commit;push=sends commits away;
  pull=fetches commits and merges them;fetch=fetches commits;clone=copies a project;
  checkout=switches, or throws changes away;switch=switches the branch;branch=lists, makes or deletes branches;
  merge=joins a branch in;rebase=puts commits on top of others;reset=moves the branch, and may throw changes away;
  restore=takes files back, and throws changes away;stash=puts changes aside;init=makes a new project;
  clean=deletes files it does not know;tag=marks a commit;show=shows a commit;remote=other places of the project;
  -m=with this message;--oneline=a line each;-a=all changed files;-n=this many;--hard=throws all changes away;
  --force=overwrites what is there;-f=overwrites or deletes without asking;-b=makes the branch;-d=deletes it;
  -D=deletes it even if work is lost;-A=everything;--amend=replaces the last commit;-p=with the changes
make|builds what a Makefile describes|-j=this many at a time;-C=in this folder;clean=what it calls clean;
  install=what it calls install
python python3|runs Python|-c=this program text;-m=this module;-i=and stays at the prompt;-V=shows its version
node|runs JavaScript|-e=this program text
perl ruby php|runs a program|-e=this program text
bash sh zsh|runs a shell script|-c=this text;-x=shows each command;-e=stops at the first error;-l=as if logged in
xargs|runs a command on what the pipe brings|-n=this many words at a time;-0=words end with a zero byte;
  -I=put in the place of this;-P=this many at once;-r=not if there is nothing
tee|shows what passes and writes it to files|-a=at their end
dd|copies raw data|if=from;of=to, overwriting it;bs=in blocks of;count=this many blocks;status=shows how far it is
mkfs mkfs.ext4|makes a new file system: everything on the disk is lost|
shutdown|stops the machine|-h=and switches it off;-r=and starts it again;now=at once
reboot|starts the machine again|
systemctl|controls the services of the machine|status=shows one;start=starts one;stop=stops one;
  restart=stops and starts one;enable=from now on at every start;disable=no longer at every start
journalctl|shows the log of the machine|-u=of this service;-f=and goes on;-n=this many lines;-b=since the last start
crontab|plans commands for later|-l=lists them;-e=changes them;-r=deletes all of them
docker|runs programs in containers|ps=lists the running ones;images=lists the images;run=starts one;
  exec=runs a command in one;stop=stops one;rm=deletes one;rmi=deletes an image;build=builds an image;
  -it=with this terminal;-d=in the background;-v=with this folder in it;-p=with this port;
  --rm=and deletes it afterwards;-a=all
which|shows where a program is|-a=everywhere
whereis|shows where a program, its source and manual are|
man|shows the manual of a program|
history|shows the commands typed before|-c=deletes them
env printenv|shows the environment|
export|sets a variable for what runs later|
alias|gives a command another name|
source .|runs a script in this shell|
eval|runs a text as a command|
exec|runs a command in the place of the shell|
test [ [[|tests a condition|-f=it is a file;-d=it is a folder;-e=it exists;-z=the text is empty;
  -n=the text is not empty
tree|shows folders as a tree|-L=this many deep;-a=hidden ones too;-d=only folders
less more|shows text a page at a time|-N=with line numbers
diff|shows how files differ|-u=with the lines around;-r=whole folders;-q=only whether;-y=side by side
cmp|says whether files are the same|
md5sum sha1sum sha256sum|shows the checksum of files|-c=checks those listed in a file
base64|writes data as letters|-d=turns them back into data
jq|reads JSON|-r=texts without quotes;-c=a line each
sleep|waits|
watch|runs a command again and again|-n=every so many seconds
nohup|keeps a command running after you leave|
time|says how long a command took|
timeout|ends a command after a time|
basename|shows the last part of a path|
dirname|shows a path without its last part|
realpath readlink|shows where a path really leads|-f=through all links
rev|turns lines around|
tac|shows files last line first|
nl|shows a file with line numbers|-ba=on empty lines too
seq|counts|
cal|shows a calendar|
hostname|shows the name of the machine|-I=its addresses
lscpu|shows the processor|
lsblk|shows the disks|
nproc|shows the number of processors|
who w|shows who is logged in|
truncate|cuts a file to a size|-s=to this size
shred|overwrites files so that nothing can be recovered|-u=and deletes them;-n=this many times
split|cuts a file into pieces|-l=of this many lines;-b=of this many bytes
paste|puts lines side by side|-d=with this between;-s=one file after the other
column|writes text in columns|-t=as a table;-s=separated by this
open xdg-open|opens a file with its program|
yes|prints a text for ever|
true|does nothing, successfully|
false|does nothing, and fails|
"""


def _read() -> dict[str, tuple[str, Mapping[str, str]]]:
    notes: dict[str, tuple[str, Mapping[str, str]]] = {}
    for line in _TABLE.strip().replace("\n  ", "").splitlines():
        names, what, flags = line.split("|")
        pairs = dict(flag.split("=", 1) for flag in flags.split(";") if flag)
        notes |= dict.fromkeys(names.split(), (what, pairs))
    return notes


PROGRAMS: Mapping[str, tuple[str, Mapping[str, str]]] = _read()
