using System.Text.Json.Nodes;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Cli.Model;

/// <summary>A job array as a scheduler runs it: a process for each share, and one that puts them together.</summary>
public class ShardTests
{
    [Fact]
    public void Shards_AreSummed_Merged_FittedTo_CertifiedAndTrainedOn()
    {
        using var tool = new Tool();
        Write(tool, rows: 20_000);
        for (var i = 1; i <= 2; i++)
            Run(tool, "moments", "rows.csv", "--shard", $"{i}/2", "-o", $"part-{i}.npz", "--label", "name", "--quiet");
        Run(tool, "merge", "part-2.npz", "part-1.npz", "-o", "moments.npz");
        Run(tool, "moments", "rows.csv", "-o", "whole.npz");
        Assert.Equal(File.ReadAllBytes(tool.PathOf("whole.npz")), File.ReadAllBytes(tool.PathOf("moments.npz")));

        Run(tool, "fit", "--moments", "moments.npz", "-k", "2", "-o", "model.npz", "--require", "converged");
        Run(tool, "fit", "rows.csv", "-k", "2", "-o", "direct.npz", "--quiet");
        var (model, direct) = (ModelFile.Load(tool.PathOf("model.npz")), ModelFile.Load(tool.PathOf("direct.npz")));
        for (var i = 0; i < 2; i++) Close.AssertSameBits(direct.Components.Row(i), model.Components.Row(i), "component");
        Assert.Equal(direct.Mean, model.Mean);
        Assert.Equal(direct.ExplainedVariance, model.ExplainedVariance);
        Run(tool, "certify", "direct.npz", "--moments", "moments.npz", "--require-right");
        var trained = Run(tool, "train", "--moments", "moments.npz", "-k", "2", "--epochs", "300", "--out", "run", "--json");
        Assert.InRange((double)JsonNode.Parse(trained)!["result"]!["axis-alignment"]!, 0, 1e-3);
        Run(tool, "train", "--data", "rows.csv", "-k", "2", "--epochs", "300", "--out", "direct", "--quiet");
        Assert.Equal(File.ReadAllBytes(tool.PathOf("direct/decoder.npy")), File.ReadAllBytes(tool.PathOf("run/decoder.npy")));
    }

    [Fact]
    public void Transform_OfShards_OneBehindTheOther_IsThatOfAll()
    {
        using var tool = new Tool();
        Write(tool, rows: 100);
        Run(tool, "fit", "rows.csv", "-k", "2", "-o", "model.npz", "--quiet");
        Run(tool, "transform", "model.npz", "rows.csv", "-o", "all.csv", "--passthrough", "name", "--quiet");
        List<string> lines = [];
        for (var i = 1; i <= 3; i++)
        {
            Run(tool, "transform", "model.npz", "rows.csv", "--shard", $"{i}/3", "-o", $"{i}.csv", "--passthrough", "name", "--quiet");
            lines.AddRange(File.ReadAllLines(tool.PathOf($"{i}.csv")).Skip(i == 1 ? 0 : 1));
        }
        Assert.Equal(File.ReadAllLines(tool.PathOf("all.csv")), lines);
    }

    [Fact]
    public void Moments_Keep_LeavesAWholeFile_AndReplacesAnother()
    {
        using var tool = new Tool();
        Write(tool, rows: 30);
        string[] command = ["moments", "rows.csv", "--shard", "1/1", "-o", "part.npz", "--keep"];
        Run(tool, command);
        var written = File.GetLastWriteTimeUtc(tool.PathOf("part.npz"));
        Assert.Contains("is there already", tool.Run(command).Error, StringComparison.Ordinal);
        Assert.Equal(written, File.GetLastWriteTimeUtc(tool.PathOf("part.npz")));
        File.WriteAllText(tool.PathOf("part.npz"), "broken");
        Assert.Contains("the sum of 30 rows", tool.Run(command).Error, StringComparison.Ordinal);
        Write(tool, rows: 31);
        Assert.Contains("the sum of 31 rows", tool.Run(command).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--shard is '0/3'; give a number from 1", "moments", "rows.csv", "--shard", "0/3", "-o", "x.npz")]
    [InlineData("--missing looks at all rows", "moments", "rows.csv", "--shard", "1/3", "-o", "x.npz", "--missing", "drop")]
    [InlineData("DATA and --moments exclude each other", "fit", "rows.csv", "--moments", "x.npz", "-k", "2", "-o", "m.npz")]
    [InlineData("DATA is missing", "fit", "-k", "2", "-o", "m.npz")]
    [InlineData("rows.csv is no sum of samples", "fit", "--moments", "rows.csv", "-k", "2", "-o", "m.npz")]
    public void WhatCannotBe_IsRefusedInALine(string message, params string[] arguments)
    {
        using var tool = new Tool();
        Write(tool, rows: 30);
        var outcome = tool.Run(arguments);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.LastError, StringComparison.Ordinal);
    }

    private static string Run(Tool tool, params string[] arguments)
    {
        var outcome = tool.Run(arguments);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        return outcome.Output;
    }

    private static void Write(Tool tool, int rows)
    {
        var values = new Matrix<double>(rows, 3);
        new RandomSource(7).FillNormal(values.AsSpan());
        File.WriteAllLines(tool.PathOf("rows.csv"), Enumerable.Range(0, rows).Select(i => FormattableString.Invariant(
            $"row {i},{3 * values[i, 0]:R},{2 * values[i, 1]:R},{values[i, 2]:R}")).Prepend("name,x,y,z"));
    }
}
