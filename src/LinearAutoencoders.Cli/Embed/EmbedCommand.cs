namespace LinearAutoencoders.Cli.Embed;

/// <summary><c>lae embed</c>: smaller vectors, and what that costs.</summary>
internal static class EmbedCommand
{
    public static LazyCommand Create() => new(
        "embed", "Make embeddings smaller by ordered components, and measure which neighbours are still found.", command =>
        {
            command.Subcommands.Add(EmbedFitCommand.Create());
            command.Subcommands.Add(EmbedTransformCommand.Create());
            command.Subcommands.Add(EmbedEvaluateCommand.Create());
        });
}
