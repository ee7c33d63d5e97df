using System.CommandLine;

namespace LinearAutoencoders.Cli.Analyze;

/// <summary><c>lae analyze</c>: what the data's spectrum says about training, without training.</summary>
internal static class AnalyzeCommand
{
    public static Command Build() => new("analyze", "Compute, without training, why and how slowly the methods align on some data.")
    {
        new SpectrumCommand().Build(),
        new ConditioningCommand().Build(),
        new PenaltiesCommand().Build(),
        new LandscapeCommand().Build(),
    };
}
