# LuciferAI in bash. The key below turns the words you typed into a command and puts it into the line. It runs nothing:
# Enter does, once you have read it. The same key on that command brings your words back.
#   eval "$(lucifer shell-widget bash)"        in ~/.bashrc
if [[ $- == *i* ]]; then
if ((BASH_VERSINFO[0] < 4)); then
    printf '%s\n' "lucifer: this key needs bash 4 or later, and this is $BASH_VERSION" >&2
else
__lucifer=(@PROGRAM@)
type lucifer >/dev/null 2>&1 || lucifer() { "${__lucifer[@]}" "$@"; }
__lucifer_widget() {
    local typed=$READLINE_LINE made
    [[ $typed == *[![:space:]]* ]] || return 0
    if [[ $typed == "${__lucifer_made-}" ]]; then
        made=$__lucifer_asked
    else
        printf '%s' "asking for a command: $typed" >/dev/tty
        made=$("${__lucifer[@]}" --quiet suggest -- "$typed" </dev/null)
        printf '\r%*s\r' "$((${#typed} + 23))" '' >/dev/tty
        [[ -n $made ]] || return 0
        __lucifer_asked=$typed __lucifer_made=$made
    fi
    READLINE_LINE=$made
    READLINE_POINT=${#made}
}
for __lucifer_keys in emacs-standard vi-insert vi-command; do
    bind -m "$__lucifer_keys" -x '"@KEY@": __lucifer_widget'
done
unset __lucifer_keys
fi
fi
