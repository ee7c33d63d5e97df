using System.CommandLine;
using System.CommandLine.Parsing;

namespace LinearAutoencoders.Cli;

/// <summary>
///   A command whose options and sub-commands are made only when a command line names it: to make those of all commands takes longer
///   than to read the line.
/// </summary>
internal sealed class LazyCommand(string name, string description, Action<Command> fill) : Command(name, description)
{
    private bool isFilled;

    /// <summary>A command line, with the options of the command that it names.</summary>
    public static ParseResult Parse(RootCommand root, string[] arguments)
    {
        var line = root.Parse(arguments);
        while (line.CommandResult.Command is LazyCommand { isFilled: false } named)
        {
            named.Fill();
            line = root.Parse(arguments);
        }
        // Help shows what the commands below take; a directive asks for completions, of whatever command.
        if (line.Action is HelpWithExamples || line.Tokens is [{ Type: TokenType.Directive }, ..]) FillBelow(line.CommandResult.Command);
        return line;
    }

    private static void FillBelow(Command command)
    {
        foreach (var below in command.Subcommands)
        {
            (below as LazyCommand)?.Fill();
            FillBelow(below);
        }
    }

    private void Fill()
    {
        isFilled = true;
        fill(this);
    }
}
