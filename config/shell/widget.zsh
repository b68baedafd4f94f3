# LuciferAI in zsh. The key below turns the words you typed into a command and puts it into the line. It runs nothing:
# Enter does, once you have read it. The same key on that command brings your words back.
#   eval "$(lucifer shell-widget zsh)"        in ~/.zshrc
if [[ -o interactive ]]; then
__lucifer=(@PROGRAM@)
(( $+commands[lucifer] + $+functions[lucifer] + $+aliases[lucifer] )) || function lucifer { "${__lucifer[@]}" "$@" }
__lucifer_asked= __lucifer_made=
function __lucifer_widget {
    emulate -L zsh
    local typed=$BUFFER made
    [[ $typed == *[![:space:]]* ]] || return 0
    if [[ $typed == $__lucifer_made ]]; then
        made=$__lucifer_asked
    else
        zle -R "asking for a command"
        made=$("${__lucifer[@]}" --quiet suggest -- "$typed" </dev/null 2>"${TMPPREFIX}-lucifer-$$")
        if [[ -z $made ]]; then
            zle -M "$(<"${TMPPREFIX}-lucifer-$$")"
            command rm -f -- "${TMPPREFIX}-lucifer-$$"
            return 0
        fi
        command rm -f -- "${TMPPREFIX}-lucifer-$$"
        __lucifer_asked=$typed __lucifer_made=$made
    fi
    BUFFER=$made
    CURSOR=$#BUFFER
}
zle -N __lucifer_widget
for __lucifer_keys in emacs viins vicmd; do
    bindkey -M $__lucifer_keys '@KEY@' __lucifer_widget
done
unset __lucifer_keys
fi
