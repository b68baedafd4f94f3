#compdef lucifer lucifer.py
# Completion of lucifer's commands, flags, models and settings in zsh. compinit must have run before.
#   eval "$(lucifer completion zsh)"        in ~/.zshrc
__lucifer_complete() {
    local line text
    local -a described found
    line=${(j: :)words[1,CURRENT]}
    for text in "${(@f)$(@PROGRAM@ complete -- "$line" 2>/dev/null </dev/null)}"; do
        if [[ $text == :files* ]]; then
            _files
        elif [[ -n $text ]]; then
            found+=("${text%%$'\t'*}")
            described+=("${${text%%$'\t'*}//:/\\:}:${text#*$'\t'}")
        fi
    done
    (( $#found )) && _describe -t commands 'lucifer' described
}
(( $+functions[compdef] )) && compdef __lucifer_complete lucifer lucifer.py
