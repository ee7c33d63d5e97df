namespace LinearAutoencoders.Cli.Analyze;

/// <summary><c>lae analyze</c>: what the data's spectrum says about training, without training.</summary>
internal static class AnalyzeCommand
{
    public static LazyCommand Create() => new(
        "analyze", "Compute, without training, why and how slowly the methods align on some data.", command =>
        {
            command.Subcommands.Add(SpectrumCommand.Create());
            command.Subcommands.Add(ConditioningCommand.Create());
            command.Subcommands.Add(PenaltiesCommand.Create());
            command.Subcommands.Add(LandscapeCommand.Create());
        });
}
