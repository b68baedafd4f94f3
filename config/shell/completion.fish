# Completion of lucifer's commands, flags, models and settings in fish.
#   lucifer completion fish | source        in ~/.config/fish/config.fish
function __lucifer_complete
    set -l line (commandline -cp | string collect)
    for text in (@PROGRAM@ complete -- "$line" 2>/dev/null </dev/null)
        if string match -q ':files*' -- $text
            set -l word (commandline -ct)
            for path in $word*
                test -d "$path"; and echo "$path/"; or echo "$path"
            end
        else
            echo $text
        end
    end
end
complete -c lucifer -f -a '(__lucifer_complete)'
complete -c lucifer.py -f -a '(__lucifer_complete)'
