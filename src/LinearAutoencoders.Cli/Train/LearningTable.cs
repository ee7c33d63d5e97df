using System.Globalization;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Runs;
using Spectre.Console;

namespace LinearAutoencoders.Cli.Train;

/// <summary>A line per component of a run, and the sentence that closes it.</summary>
internal static class LearningTable
{
    public static void Write(TextWriter writer, LearningRecord learning)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var number in new[] { "component", "length", "variance", "eigenvalue", "gives back", "is eigenvector", "|cos|" })
            table.AddColumn(new TableColumn(number).RightAligned().NoWrap());
        table.AddColumn(new TableColumn("").NoWrap());
        foreach (var one in learning.Components) table.AddRow([.. Cells(one).Select(cell => new Text(cell))]);
        RunDisplay.CreateConsole(writer).Write(table);
        writer.WriteLine(learning.Advice);
    }

    private static IEnumerable<string> Cells(ComponentRecord one)
    {
        yield return NumberText.Count(one.Number);
        yield return NumberText.Distance(one.Length ?? double.NaN);
        yield return NumberText.Loss(one.Variance ?? double.NaN);
        yield return NumberText.Loss(one.Eigenvalue);
        yield return (one.Variance / one.Eigenvalue)?.ToString("0.0 %", CultureInfo.InvariantCulture) ?? "–";
        yield return one.Eigenvector is { } eigenvector ? NumberText.Count(eigenvector) : "–";
        yield return NumberText.Distance(one.Cosine ?? double.NaN);
        yield return one.State;
    }
}
