using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Train;

/// <summary>A line per component of a run, and the sentence that closes it.</summary>
internal static class LearningTable
{
    public static void Write(LearningRecord learning)
    {
        var table = new TextTable().Number("component").Number("length", rank: 2).Number("variance").Number("eigenvalue")
            .Number("gives back", rank: 1).Number("is eigenvector", rank: 3).Number("|cos|").Text("");
        foreach (var one in learning.Components) table.Add(Cells(one));
        table.Write();
        Terminal.WriteSentence(learning.Advice);
    }

    private static IEnumerable<string> Cells(ComponentRecord one)
    {
        yield return NumberText.Count(one.Number);
        yield return NumberText.Distance(one.Length ?? double.NaN);
        yield return NumberText.Loss(one.Variance ?? double.NaN);
        yield return NumberText.Loss(one.Eigenvalue);
        yield return one.Variance is { } variance ? NumberText.Percent(variance / one.Eigenvalue) : "–";
        yield return one.Eigenvector is { } eigenvector ? NumberText.Count(eigenvector) : "–";
        yield return NumberText.Distance(one.Cosine ?? double.NaN);
        yield return one.State;
    }
}
