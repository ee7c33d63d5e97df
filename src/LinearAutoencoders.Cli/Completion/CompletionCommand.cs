using System.CommandLine;
using LinearAutoencoders.Cli.Display;

namespace LinearAutoencoders.Cli.Completion;

/// <summary><c>lae completion</c>: what a shell has to be told so that it completes command lines.</summary>
internal static class CompletionCommand
{
    // The tool is asked for the line without its own name: the position moves by as much.
    private const string Bash = """
        _lae() {
            local line="${COMP_LINE#* }" IFS=$'\n'
            local at=$(( COMP_POINT - ${#COMP_LINE} + ${#line} ))
            COMPREPLY=( $(compgen -W "$(lae "[suggest:$at]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}") )
        }
        complete -o default -F _lae lae
        """;

    private const string Zsh = """
        _lae() {
            local line="${BUFFER#* }"
            local -a found
            found=("${(@f)$(lae "[suggest:$(( CURSOR - ${#BUFFER} + ${#line} ))]" "$line" 2>/dev/null)}")
            compadd -a found || _files
        }
        compdef _lae lae
        """;

    private const string Pwsh = """
        Register-ArgumentCompleter -Native -CommandName lae -ScriptBlock {
            param($word, $ast, $cursor)
            $text = $ast.ToString().PadRight($cursor)
            $line = $text.Substring([Math]::Min(4, $text.Length))
            lae "[suggest:$([Math]::Max(0, $cursor - 4))]" $line 2>$null | Where-Object { $_ -like "$word*" } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }
        """;

    public static LazyCommand Create() => new(
        "completion", "Print what makes a shell complete the lines of lae.", Fill);

    private static void Fill(Command command)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or pwsh" };
        shell.CompletionSources.Add("bash", "zsh", "pwsh");
        command.Arguments.Add(shell);
        command.SetAction(line => Print(line.GetRequiredValue(shell)));
    }

    private static int Print(string shell)
    {
        Terminal.Out.WriteLine(shell switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            "pwsh" => Pwsh,
            _ => throw new UsageException($"there is no script for '{shell}'; give bash, zsh or pwsh"),
        });
        return ExitCode.Done;
    }
}
