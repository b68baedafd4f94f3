# Completion of lucifer's commands, flags, models and settings in bash.
#   eval "$(lucifer completion bash)"        in ~/.bashrc
__lucifer_complete() {
    local line=${COMP_LINE:0:COMP_POINT} word text remark
    word=${line##*[[:space:]]}
    COMPREPLY=()
    while IFS=$'\t' read -r text remark; do
        if [[ $text == :files ]]; then
            compopt -o filenames 2>/dev/null
            while IFS= read -r text; do COMPREPLY+=("$text"); done < <(compgen -f -- "$word")
        else
            COMPREPLY+=("$text")
        fi
    done < <(@PROGRAM@ complete -- "$line" 2>/dev/null </dev/null)
    # A word with : or = in it is several words to readline: only what follows the last of them is replaced.
    local before=${word%"${word##*[:=]}"}
    if [[ -n $before && $COMP_WORDBREAKS == *[:=]* ]]; then
        COMPREPLY=("${COMPREPLY[@]#"$before"}")
    fi
}
complete -F __lucifer_complete lucifer lucifer.py
