using System.Text.Json.Nodes;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Cli.Model;

/// <summary>Tables with names and labels, fitted and applied: columns are taken by name, labels pass through, limits count.</summary>
public sealed class ApplyTests : IDisposable
{
    private const string Fitted = "kind,height,width,weight\na,1,2,1\nb,2,3.5,1\na,3,7,2\nb,0,1,1\nc,5,5,1\n";

    private readonly Tool tool = new();

    public ApplyTests()
    {
        File.WriteAllText(tool.PathOf("fitted.csv"), Fitted);
        Done("fit", "fitted.csv", "-k", "2", "--weights", "weight", "--scale", "std", "-o", "m.npz");
    }

    public void Dispose() => tool.Dispose();

    [Fact]
    public void Model_HasNames_WeightsAndScale()
    {
        var model = ModelFile.Load(tool.PathOf("m.npz"));
        Assert.Equal(["height", "width"], model.ColumnNames);
        Assert.Equal(36.0 / 8, model.EffectiveCount, 12);  // (Σw)² / Σw²
        Assert.Equal(14.0 / 6, model.Mean[0], 12);
        Assert.NotNull(model.Scale);
        Assert.Equal(2, model.TotalVariance, 12);
    }

    [Fact]
    public void Columns_AreTakenByName_AndLabelsPassThrough()
    {
        File.WriteAllText(tool.PathOf("new.csv"), "width,kind,height\n2,\"x, y\",1\n3.5,z,2\n");
        var outcome = Done("transform", "m.npz", "new.csv", "-o", "-");
        var model = ModelFile.Load(tool.PathOf("m.npz"));
        var scores = new double[2];
        model.Transform([1, 2], scores);
        var lines = outcome.Output.Split('\n');
        Assert.Equal("kind,component_1,component_2", lines[0]);
        Assert.Equal(FormattableString.Invariant($"\"x, y\",{scores[0]:R},{scores[1]:R}"), lines[1]);
        Assert.Contains("columns taken by their names", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void OneSample_IsEnoughForAModel()
    {
        File.WriteAllText(tool.PathOf("one.csv"), "height,width\n1,2\n");
        Assert.Equal(2, Done("transform", "m.npz", "one.csv", "-o", "-").Output.TrimEnd().Split('\n').Length);
        Assert.Equal(2, Done("score", "m.npz", "one.csv", "-o", "-").Output.TrimEnd().Split('\n').Length);
    }

    [Theory]
    [InlineData("width,height,depth\n2,1,1\n3,2,1\n", "has column depth, which the model has not; leave out with --exclude depth")]
    [InlineData("width,depth\n2,1\n3,2\n", "has no column height, which the model has")]
    [InlineData("1.5,2,3\n4,5.5,7\n", "has 3 columns, not the 2 columns the components are of")]
    public void OtherColumns_AreRefused(string content, string expected)
    {
        File.WriteAllText(tool.PathOf("new.csv"), content);
        var outcome = tool.Run("transform", "m.npz", "new.csv", "-o", "s.csv", "--quiet");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(tool.PathOf("s.csv")));
    }

    [Fact]
    public void Labels_AreSaidToBeLeftOut_WhereTheFormatHoldsNumbersOnly()
    {
        var outcome = Done("transform", "m.npz", "fitted.csv", "-o", "s.npy", "--exclude", "weight");
        Assert.Contains("s.npy holds numbers only: kind left out", outcome.Error, StringComparison.Ordinal);
        var refused = tool.Run("transform", "m.npz", "fitted.csv", "-o", "t.npy", "--exclude", "weight", "--passthrough", "kind");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("no columns to pass through", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Inverse_GivesTheColumnsBack_WithTheirNames()
    {
        Done("transform", "m.npz", "fitted.csv", "-o", "s.csv", "--exclude", "weight");
        Done("inverse", "m.npz", "s.csv", "-o", "back.csv");
        var lines = File.ReadAllLines(tool.PathOf("back.csv"));
        Assert.Equal("kind,height,width", lines[0]);
        var cells = lines[3].Split(',');
        Assert.Equal("a", cells[0]);
        Assert.Equal(3, double.Parse(cells[1], System.Globalization.CultureInfo.InvariantCulture), 9);
        Assert.Equal(7, double.Parse(cells[2], System.Globalization.CultureInfo.InvariantCulture), 9);
    }

    [Fact]
    public void Score_CountsTheSamplesAboveItsLimits()
    {
        Done("fit", "digits", "-k", "5", "-o", "d.npz");
        var json = JsonNode.Parse(Done("score", "d.npz", "digits", "-o", "f.csv", "--confidence", "0.95", "--json").Output)!;
        var limits = ModelFile.Load(tool.PathOf("d.npz")).Limits(0.95);
        var rows = File.ReadAllLines(tool.PathOf("f.csv")).Skip(1).Select(line => line.Split(',')[^3..]
            .Select(cell => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture)).ToArray()).ToList();
        Assert.Equal(1797, rows.Count);
        Assert.Equal(rows.Count(row => row[0] > limits.TSquared), (int)json["t_squared_above"]!);
        Assert.Equal(rows.Count(row => row[1] > limits.SquaredPredictionError), (int)json["squared_prediction_error_above"]!);
        Assert.InRange((int)json["squared_prediction_error_above"]!, 1, 300);
        Assert.Equal(rows.Average(row => row[2]), (double)json["mean_log_likelihood"]!, 6);
    }

    [Fact]
    public void Certify_FindsNothingWrongWithTheFit_AndSwappedAxesWrong()
    {
        Done("fit", "digits", "-k", "3", "-o", "d.npz");
        var right = Done("certify", "d.npz", "digits", "--require-right").Output;
        Assert.Contains("d.npz has the components of digits", right, StringComparison.Ordinal);
        var model = ModelFile.Load(tool.PathOf("d.npz"));
        var swapped = model.Components.ToMatrix();
        model.Components.Row(0).CopyTo(swapped.Row(1));
        model.Components.Row(1).CopyTo(swapped.Row(0));
        new PrincipalComponents(swapped, model.Mean, model.ExplainedVariance, model.TotalVariance, model.SampleCount)
            .Save(tool.PathOf("swapped.npz"));
        var outcome = tool.Run("certify", "swapped.npz", "digits", "--require-right", "--json");
        Assert.Equal(1, outcome.ExitCode);
        var json = JsonNode.Parse(outcome.Output)!;
        Assert.False((bool)json["right"]!);
        Assert.Equal([2, 1, 3], json["components"]!.AsArray().Select(axis => (int)axis!["nearest"]!));
    }

    [Theory]
    [InlineData("rag", "rag")]
    [InlineData("lanczos", "lanczos")]
    [InlineData("second-moment", "second-moment")]
    public void Solver_IsTheOneAskedFor_AndFindsTheSame(string solver, string recorded)
    {
        Done("fit", "digits", "-k", "3", "-o", "d.npz");
        Done("fit", "digits", "-k", "3", "-o", "s.npz", "--solver", solver, "--tolerance", "1e-4", "--require", "converged");
        var (expected, found) = (ModelFile.Load(tool.PathOf("d.npz")), ModelFile.Load(tool.PathOf("s.npz")));
        Assert.Equal(recorded, found.Provenance.Solver);
        Close.Assert(
            expected.Components.ToMatrix().AsSpan().ToArray(), found.Components.ToMatrix().AsSpan().ToArray(), 1e-5, "components");
    }

    [Fact]
    public void Plan_NamesTheSolverThatFitTakes_WithoutReadingTheRows()
    {
        // The last line is no sample: who reads it notices. Far more rows than are read in the moment that a plan tries.
        var lines = string.Concat(Enumerable.Range(0, 1001).Select(i => $"{i % 7},{i % 11},{i % 13}\n"));
        File.WriteAllLines(tool.PathOf("long.csv"), [.. Enumerable.Repeat(lines[..^1], 5000), "bad"]);
        var plan = JsonNode.Parse(Done("plan", "long.csv", "-k", "2", "--json").Output)!;
        Assert.InRange((int)plan["samples"]!, 4_600_000, 5_400_000);
        Assert.Equal("second-moment", (string)plan["solver"]!);
        Assert.InRange((double)plan["peak_bytes"]!, 150e6, 250e6);
        Assert.Equal(2, tool.Run("fit", "long.csv", "-k", "2", "-o", "l.npz").ExitCode);
    }

    [Fact]
    public void Missing_IsFilledFromTheModel_NotFromTheNewRows()
    {
        // All heights are far above the mean of those fitted to.
        File.WriteAllText(tool.PathOf("new.csv"), "height,width\n90,\n,200\n80,300\n");
        var model = ModelFile.Load(tool.PathOf("m.npz"));
        var outcome = Done("transform", "m.npz", "new.csv", "-o", "-", "--missing", "mean");
        Assert.Contains("2 missing values filled with the model's mean", outcome.Error, StringComparison.Ordinal);
        var scores = new double[2];
        model.Transform([90, model.Mean[1]], scores);
        Assert.Equal(FormattableString.Invariant($"{scores[0]:R},{scores[1]:R}"), outcome.Output.Split('\n')[1]);
        var expected = model.Complete(new Matrix<double>(1, 2, [double.NaN, 200]), MissingFill.Expected);
        model.Transform(expected.Row(0), scores);
        outcome = Done("transform", "m.npz", "new.csv", "-o", "-", "--missing", "em");
        Assert.Equal(FormattableString.Invariant($"{scores[0]:R},{scores[1]:R}"), outcome.Output.Split('\n')[2]);
        var score = Done("score", "m.npz", "new.csv", "-o", "f.csv", "--missing", "mean");
        Assert.Contains("2 missing values filled with the model's mean", score.Error, StringComparison.Ordinal);
        var certified = Done("certify", "m.npz", "new.csv", "--missing", "mean");
        Assert.Contains("2 missing values filled with the model's mean", certified.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_OfAnArray_IsRefusedWithTheMend()
    {
        NpyFile.Write(tool.PathOf("new.npy"), new Matrix<double>(2, 2, [1, double.NaN, 2, 3]));
        var outcome = tool.Run("transform", "m.npz", "new.npy", "-o", "s.npy");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("a value of column 2 is missing (NaN)", outcome.LastError, StringComparison.Ordinal);
        Assert.False(File.Exists(tool.PathOf("s.npy")));
    }

    [Fact]
    public void Missing_IsEstimatedWithTheComponents()
    {
        var lines = Enumerable.Range(0, 60).Select(i => i % 7 == 3 ? $"{i},,{i % 5}\n" : $"{i},{2 * i + i % 3},{i % 5}\n");
        File.WriteAllText(tool.PathOf("holes.csv"), "a,b,c\n" + string.Concat(lines));
        Done("fit", "holes.csv", "-k", "1", "-o", "h.npz", "--missing", "em", "--report", "page.html");
        var model = ModelFile.Load(tool.PathOf("h.npz"));
        Assert.StartsWith("9 in 9 rows, estimated in ", model.Provenance.Settings["missing values"], StringComparison.Ordinal);
        Assert.Equal(2, model.Components[0, 1] / model.Components[0, 0], 2);
        var refused = tool.Run("fit", "holes.csv", "-k", "0.9", "-o", "h.npz", "--missing", "em");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("give -k as a number", refused.LastError, StringComparison.Ordinal);
    }

    private Tool.Outcome Done(params string[] arguments)
    {
        var outcome = tool.Run(arguments);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        return outcome;
    }
}
