using System.Globalization;
using System.Text.Json.Nodes;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Cli.Model;

/// <summary>fit, transform, inverse, show and export, as a user goes from one to the next.</summary>
public sealed class ModelCommandTests : IDisposable
{
    private static readonly Matrix<double> Digits = DigitSamples();

    private readonly Tool tool = new();

    public void Dispose() => tool.Dispose();

    [Fact]
    public void Fit_SavesAndPrints_WhatTheLibraryFits()
    {
        var outcome = Done("fit", "digits", "-k", "4", "-o", "m.npz");
        var (model, expected) = (ModelFile.Load(tool.PathOf("m.npz")), PrincipalComponents.Fit(Digits, 4));
        Close.AssertSameBits<double>(expected.Components.ToMatrix().AsSpan(), model.Components.ToMatrix().AsSpan(), "components");
        string[] rows = [.. outcome.Output.Split('\n').Where(line => line.Length > 12 && line[..8].Trim() == "" && char.IsDigit(line[8]))];
        Assert.Equal(4, rows.Length);
        for (var i = 0; i < 4; i++)
            Assert.Contains(expected.ExplainedVariance[i].ToString("G6", CultureInfo.InvariantCulture), rows[i], StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_TakesAShareOfVariance()
    {
        var json = JsonNode.Parse(Done("fit", "digits", "-k", "0.5", "-o", "m.npz", "--json").Output)!;
        Assert.Equal(1, (int)json["schema"]!);
        var shares = json["components"]!.AsArray().Select(component => (double)component!["share"]!).ToList();
        Assert.InRange(shares.Sum(), 0.5, 0.6);
        Assert.True(shares.SkipLast(1).Sum() < 0.5);
        Assert.Contains("50.0 %", (string)json["count_choice"]!, StringComparison.Ordinal);
    }

    /// <summary>What is said of one of them would contradict what is said of another, as they are not equally far off.</summary>
    [Fact]
    public void Fit_SaysOnce_WhatIsOneSubspace()
    {
        File.WriteAllText(tool.PathOf("t.csv"), "a,b,c\n1,2,3\n2,1,4\n3,4,1\n5,2,2\n4,4,4\n");
        var said = Done("fit", "t.csv", "-k", "3", "-o", "m.npz").Output.Split('\n')
            .Single(line => line.Contains("are one subspace", StringComparison.Ordinal));
        Assert.StartsWith("components 2-3 ", said, StringComparison.Ordinal);
        var components = ModelFile.Load(tool.PathOf("m.npz")).Certificate!.Components;
        Assert.NotEqual(components[1].SubspaceSamplingAngle, components[2].SubspaceSamplingAngle);
        Assert.Equal(components.Skip(1).MaxBy(one => one.SubspaceSamplingAngle)!.Explanation, said);
        Assert.Contains("; component 2 is about ", components[1].Explanation, StringComparison.Ordinal);
        Assert.Contains("; component 3 is about ", components[2].Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_WithoutCentring_SubtractsNothing()
    {
        Done("fit", "digits", "-k", "2", "--no-center", "-o", "m.npz");
        Assert.All(ModelFile.Load(tool.PathOf("m.npz")).Mean, value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData("s.npy")]
    [InlineData("s.csv")]
    [InlineData("s.tsv.gz")]
    public void Transform_WritesTheLibrarysScores_ToTheBit(string file)
    {
        Done("fit", "digits", "-k", "5", "-o", "m.npz");
        Done("transform", "m.npz", "digits", "-o", file, "--components", "3", "--whiten");
        var expected = PrincipalComponents.Fit(Digits, 5).Keep(3).Transform(Digits, whiten: true);
        // What each digit is passes through, where there is room for it.
        var options = new DataOptions { Table = new() { Exclude = file == "s.npy" ? null : "digit" } };
        Close.AssertSameBits<double>(expected.AsSpan(), Rows(DataSource.Open(tool.PathOf(file), options)).AsSpan(), "scores");
    }

    [Fact]
    public void Transform_ToStandardOutput_IsTheFile()
    {
        Done("fit", "digits", "-k", "2", "-o", "m.npz");
        Done("transform", "m.npz", "digits", "-o", "s.csv");
        Assert.Equal(File.ReadAllText(tool.PathOf("s.csv")), Done("transform", "m.npz", "digits", "-o", "-").Output);
    }

    [Fact]
    public void Inverse_OfAllScores_IsTheData()
    {
        Done("fit", "digits", "-k", "64", "-o", "m.npz");
        Done("transform", "m.npz", "digits", "-o", "s.npy", "--whiten");
        Done("inverse", "m.npz", "s.npy", "-o", "back.npy", "--whiten");
        Close.Assert(Digits.AsSpan().ToArray(), NpyFile.Read<double>(tool.PathOf("back.npy")).AsSpan().ToArray(), 1e-9, "samples");
    }

    [Fact]
    public void Export_WritesLoadings_AndAModelOfFewerComponents()
    {
        Done("fit", "digits", "-k", "3", "-o", "m.npz");
        Done("export", "m.npz", "-o", "loadings.csv");
        Done("export", "m.npz", "-o", "two.npz", "--components", "2");
        var model = ModelFile.Load(tool.PathOf("m.npz"));
        var lines = File.ReadAllLines(tool.PathOf("loadings.csv"));
        Assert.Equal("column,center,component_1,component_2,component_3", lines[0]);
        double[] cells = [.. lines[11].Split(',')[1..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        Assert.Equal([model.Mean[10], model.Components[0, 10], model.Components[1, 10], model.Components[2, 10]], cells);
        Assert.Equal(2, ModelFile.Load(tool.PathOf("two.npz")).Count);
    }

    [Fact]
    public void Show_PrintsWhatFitPrinted()
    {
        var fitted = Done("fit", "digits", "-k", "3", "-o", "m.npz").Output.Split('\n');
        var shown = Done("show", "m.npz").Output;
        Assert.All(fitted, line => Assert.Contains(line, shown, StringComparison.Ordinal));
        Assert.Contains("data: digits, 1,797 samples", shown, StringComparison.Ordinal);
        Assert.Equal(Done("fit", "digits", "-k", "3", "-o", "m.npz", "--json").Output, Done("show", "m.npz", "--json").Output);
    }

    [Fact]
    public void Train_LeavesTheModel_OfWhatItLearned()
    {
        Done("train", "--data", "digits", "-k", "3", "--method", "rag", "--out", "run");
        var (model, expected) = (ModelFile.Load(tool.PathOf("run/model.npz")), PrincipalComponents.Fit(Digits, 3));
        for (var i = 0; i < 3; i++)
            Close.Assert(1, Vectors.Dot<double>(expected.Components.Row(i), model.Components.Row(i)), 1e-6, "cosine, with its sign");
        Assert.Equal("rag nesterov", model.Provenance.Solver);
    }

    [Theory]
    [InlineData(2, "-k is missing", "fit", "digits", "-o", "m.npz")]
    [InlineData(2, "-o is missing", "fit", "digits", "-k", "2")]
    [InlineData(2, "'many' is no number of components", "fit", "digits", "-k", "many", "-o", "m.npz")]
    [InlineData(2, "ask for at most 64", "fit", "digits", "-k", "65", "-o", "m.npz")]
    [InlineData(2, "there is no such file", "transform", "m.npz", "digits", "-o", "scores.npy")]
    [InlineData(2, "there is no such file", "show", "m.npz")]
    public void Mistake_GetsOneLine(int code, string expected, params string[] arguments)
    {
        var outcome = tool.Run(arguments);
        Assert.Equal(code, outcome.ExitCode);
        Assert.StartsWith("lae: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
        Assert.Empty(Directory.EnumerateFileSystemEntries(tool.Folder));
    }

    [Theory]
    [InlineData(2, "folder.npz is a folder; give a file", "fit", "digits", "-k", "2", "-o", "folder.npz")]
    [InlineData(2, "folder.csv is a folder; give a file", "transform", "m.npz", "digits", "-o", "folder.csv")]
    [InlineData(2, "scores.xlsx: the name says no format to write", "transform", "m.npz", "digits", "-o", "scores.xlsx")]
    [InlineData(2, "m.pickle: the name says no format to export to", "export", "m.npz", "-o", "m.pickle")]
    [InlineData(1, "text.csv/m.npz could not be written: ", "fit", "digits", "-k", "2", "-o", "text.csv/m.npz")]
    [InlineData(2, "m.npz is read too, and would be lost", "transform", "m.npz", "digits", "-o", "m.npz")]
    [InlineData(2, "./m.npz is read too, and would be lost", "fit", "text.csv,m.npz:mean", "-k", "1", "-o", "./m.npz")]
    [InlineData(2, "folder.npz is a folder; give a file", "fit", "digits", "-k", "2", "-o", "n.npz", "--checkpoint", "folder.npz")]
    [InlineData(2, "--pictures is text.csv, which is a file", "fit", "digits", "-k", "2", "-o", "n.npz", "--pictures", "text.csv")]
    [InlineData(2, "folder.npz is a folder without a model", "show", "folder.npz")]
    [InlineData(2, "folder.npz is a folder without a model", "embed", "evaluate", "folder.npz", "digits")]
    [InlineData(2, "text.csv is no model: it does not start as .npz files do", "transform", "text.csv", "m.npz", "-o", "scores.csv")]
    [InlineData(2, "text.csv is no sum of samples: it does not start", "merge", "text.csv", "-o", "sum.npz")]
    public void Mistake_WithWhatIsThere_GetsOneLine(int code, string expected, params string[] arguments)
    {
        File.WriteAllText(tool.PathOf("text.csv"), "a,b\n1,2\n");
        foreach (var folder in (string[])["folder.npz", "folder.csv"]) Directory.CreateDirectory(tool.PathOf(folder));
        Done("fit", "digits", "-k", "2", "-o", "m.npz", "--quiet");
        var before = Directory.GetFileSystemEntries(tool.Folder);
        var outcome = tool.Run(arguments);
        Assert.Equal((code, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith($"lae: {expected}", outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
        Assert.Equal(before, Directory.GetFileSystemEntries(tool.Folder));
    }

    private Tool.Outcome Done(params string[] arguments)
    {
        var outcome = tool.Run(arguments);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        return outcome;
    }

    private static Matrix<double> DigitSamples() => Rows(DataSource.Open("digits"));

    private static Matrix<double> Rows(Dataset data)
    {
        var values = new List<double>();
        foreach (var block in data.Source.ReadBlocks(WorkerTeam.Alone, default))
            for (var i = 0; i < block.Rows; i++) values.AddRange(block.Row(i));
        return new(values.Count / data.Source.Dimension, data.Source.Dimension, [.. values]);
    }
}
