using System.CommandLine;
using LinearAutoencoders.Data;

namespace LinearAutoencoders.Cli;

/// <summary>An argument that names what is read: whether it is there is said before anything else.</summary>
internal sealed class InputArgument(string name) : Argument<string>(name)
{
    /// <summary>The option of the commands that take what they read by an option.</summary>
    public const string Data = "--data";

    /// <summary>What stands in its place; null: it must be given.</summary>
    public Option? Otherwise { get; init; }

    /// <summary>Whether the line has neither it nor what stands in its place.</summary>
    public bool IsMissing(ParseResult line) =>
        !line.TokensOf(this).Any() && !(Otherwise is { } other && line.IsGiven(other));

    /// <summary>What there is to say of a file that a line names and that is not there; null: nothing.</summary>
    public static string? LostFile(ParseResult line)
    {
        var command = line.CommandResult.Command;
        IEnumerable<Symbol> inputs =
            [.. command.Arguments.OfType<InputArgument>(), .. command.Options.Where(option => option.Name == Data)];
        return inputs.SelectMany(line.TokensOf).Select(DataSource.LostFile).FirstOrDefault(lost => lost is not null);
    }
}
