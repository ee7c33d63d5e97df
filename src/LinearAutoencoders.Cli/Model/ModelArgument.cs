using System.CommandLine;

namespace LinearAutoencoders.Cli.Model;

/// <summary>The model of a command, by its place on the line.</summary>
internal static class ModelArgument
{
    public static Argument<string> Create() => new("MODEL") { Description = "a model that lae fit wrote" };
}
