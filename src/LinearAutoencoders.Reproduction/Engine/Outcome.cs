using LinearAutoencoders.Figures;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>What an experiment is written from.</summary>
/// <param name="Id">The experiment's.</param>
/// <param name="Setup">As its runs were made.</param>
/// <param name="Runs">Those that have ended, in the experiment's order.</param>
/// <param name="Missing">How many have not.</param>
/// <param name="Folder">Where files go.</param>
internal sealed record Outcome(string Id, Setup Setup, IReadOnlyList<FinishedRun> Runs, int Missing, string Folder)
{
    /// <summary>The command that makes the experiment as it was made.</summary>
    public string Command => Setup.Command(Id);

    /// <summary>Says how many runs are missing; empty when none is.</summary>
    public IReadOnlyList<string> MissingNote => Missing == 0 ? [] : [$"{Missing} runs have not been done yet."];

    /// <summary>The experiment's file with an ending, such as <c>.csv</c>.</summary>
    public string PathOf(string ending) => Path.Combine(Folder, Id + ending);

    /// <summary>Draws the experiment's picture, for the screen and for print.</summary>
    /// <param name="figure">What is drawn.</param>
    /// <param name="altText">What it shows, for who cannot see it.</param>
    public ReportPicture Save(Figure figure, string altText)
    {
        figure.Save(PathOf(".png"));
        figure.Save(PathOf(".svg"));
        return new ReportPicture(Id + ".png", altText);
    }
}
