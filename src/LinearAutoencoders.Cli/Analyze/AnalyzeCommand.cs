using System.CommandLine;

namespace LinearAutoencoders.Cli.Analyze;

/// <summary><c>lae analyze</c>: what the spectrum of the data says about training, without training.</summary>
internal static class AnalyzeCommand
{
    public static Command Build() => new("analyze", "What the spectrum of the data implies for training: exact curvature, best penalties, loss surface.")
    {
        new ConditioningCommand().Build(),
        new PenaltiesCommand().Build(),
        new LandscapeCommand().Build(),
    };
}
