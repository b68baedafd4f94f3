# LuciferAI in fish. The key below turns the words you typed into a command and puts it into the line. It runs nothing:
# Enter does, once you have read it. The same key on that command brings your words back.
#   lucifer shell-widget fish | source        in ~/.config/fish/config.fish
if status is-interactive
    set -g __lucifer @PROGRAM@
    if not type -q lucifer
        function lucifer
            $__lucifer $argv
        end
    end
    function __lucifer_widget
        set -l typed (commandline -b | string collect)
        string match -qr '\S' -- "$typed"; or return
        if set -q __lucifer_made[1]; and test "$typed" = "$__lucifer_made"
            commandline -r -- "$__lucifer_asked"
            return
        end
        set -l made ($__lucifer --quiet suggest -- "$typed" </dev/null | string collect)
        if string match -qr '\S' -- "$made"
            set -g __lucifer_asked "$typed"
            set -g __lucifer_made "$made"
            commandline -r -- "$made"
        end
        commandline -f repaint
    end
    bind @KEY@ __lucifer_widget
    bind -M insert @KEY@ __lucifer_widget
end
