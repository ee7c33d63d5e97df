using System.Text.Json.Nodes;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Cli;

/// <summary>A run says of each component whether it is learned, and of the rest how to learn them: and that is what then happens.</summary>
public class LearnedTests
{
    [Fact]
    public void UnscaledWine_HasOneOfTwoComponents_AndAsManyEpochsAsAdvisedLearnBoth()
    {
        using var tool = new Tool();
        string[] command = ["train", "--data", Sets.PathOf("wine"), "-k", "2", "--method", "rag"];
        var learning = tool.Learning(command);
        Assert.Equal((1, "still moving", "not learned"),
            ((int)learning["learned"]!, (string)learning["obstacle"]!, (string)learning["components"]![1]!["state"]!));

        learning = tool.Learning([.. command, .. Advised(learning, "--epochs")]);
        Assert.Equal((2, "all 2 components are learned, in order"), ((int)learning["learned"]!, (string)learning["advice"]!));
        AssertComponents(tool, Sets.Centred(Sets.PathOf("wine")), 2);
    }

    [Fact]
    public void AllComponentsOfIris_LackTheLengthOfTheLast_AndAsManyEpochsAsAdvisedLearnIt()
    {
        using var tool = new Tool();
        string[] command = ["train", "--data", Sets.PathOf("iris"), "-k", "4", "--method", "rag"];
        var learning = tool.Learning(command);
        // Its direction is right, which d_align alone takes for a solution.
        var last = learning["components"]![3]!;
        Assert.Equal((3, 4), ((int)learning["learned"]!, (int)last["eigenvector"]!));
        Assert.InRange((double)last["length"]!, 0.1, 0.3);
        Assert.InRange((double)last["variance"]! / (double)last["eigenvalue"]!, 0, 0.01);

        learning = tool.Learning([.. command, .. Advised(learning, "--epochs")]);
        Assert.Equal(4, (int)learning["learned"]!);
        AssertComponents(tool, Sets.Centred(Sets.PathOf("iris")), 4);
    }

    [Fact]
    public void StandardizedWine_HasTwoComponentsInEachOthersPlace_WhichOnlyTheOrderShows()
    {
        using var tool = new Tool();
        string[] command = ["train", "--data", tool.WriteStandardized("wine"), "-k", "12", "--method", "rag"];
        var learning = tool.Learning(command);
        Assert.Equal((10, 9),
            ((int)learning["components"]![8]!["eigenvector"]!, (int)learning["components"]![9]!["eigenvector"]!));
        Assert.Equal("partly", (string)learning["components"]![8]!["state"]!);
        var last = File.ReadLines(tool.PathOf("run/metrics.csv")).Last().Split(',').Select(double.Parse).ToArray();
        Assert.InRange(last[3], 0, 0.01);
        Assert.InRange(last[7], 0.1, 0.2);

        learning = tool.Learning([.. command, .. Advised(learning, "--epochs")]);
        Assert.Equal(12, (int)learning["learned"]!);
        AssertComponents(tool, Sets.Centred(tool.PathOf("wine_std.csv")), 12);
    }

    [Fact]
    public void PenaltyAboveAVariance_IsSaidBeforeAndAfterTheRun_WithPenaltiesThatLearnBoth()
    {
        using var tool = new Tool();
        string[] command = ["train", "--data", Sets.PathOf("iris"), "-k", "2", "--method", "nonuniform-l2"];
        var outcome = tool.Run([.. command, "--penalties", "paper", "--out", "run", "--json"]);
        const string text = "the penalty 0.81 of component 2 is above its variance 0.2411 and leaves nothing of it";
        Assert.Contains(text, outcome.Error, StringComparison.Ordinal);
        var learning = JsonNode.Parse(outcome.Output)!["result"]!["learning"]!;
        Assert.Contains(text, (string)learning["advice"]!, StringComparison.Ordinal);

        learning = tool.Learning([.. command, .. Advised(learning, "--penalties")]);
        Assert.Equal(2, (int)learning["learned"]!);
    }

    [Fact]
    public void AllComponentsOfDiabetes_HaveOneThatStandsStill_AndAsManyEpochsAsAdvisedLearnIt()
    {
        using var tool = new Tool();
        string[] command = ["train", "--data", Sets.PathOf("diabetes"), "-k", "10", "--method", "rag"];
        var learning = tool.Learning(command);
        Assert.InRange((int)learning["learned"]!, 6, 8);
        Assert.Equal("not learned", (string)learning["components"]![9]!["state"]!);
        learning = tool.Learning([.. command, .. Advised(learning, "--epochs")]);
        Assert.Equal(10, (int)learning["learned"]!);
        AssertComponents(tool, Sets.Centred(Sets.PathOf("diabetes")), 10);
    }

    [Fact]
    public void RagAtAFiniteRate_ComesToRestOffTheAxes_WhichTheReadOutOfTheSameWeightsIsOn()
    {
        using var tool = new Tool();
        string[] data = ["--data", "synthetic", "--synthetic-dimension", "12", "--synthetic-largest", "0.36",
            "--synthetic-smallest", "0.32"];
        var (early, late) = (AtRest(20_000), AtRest(40_000));
        // Twice the epochs change nothing: not the angle, nor what it comes from.
        Assert.InRange(early.Angle, 1, 20);
        Assert.InRange(late.Angle, 0.8 * early.Angle, 1.25 * early.Angle);
        Assert.InRange(late.Unbalance / early.Unbalance, 0.8, 1.25);
        Assert.InRange(late.TransposeDistance / early.TransposeDistance, 0.5, 2);

        using var stream = File.OpenRead(tool.PathOf("run/model.npz"));
        var read = ModelFile.Load(stream).Components;
        var dataset = DataSource.Open(
            "synthetic", new DataOptions { Synthetic = new SyntheticOptions { Dimension = 12, Spectrum = new(0.36, 0.32) } });
        var exact = new TrainingData<double>(dataset.Source, dataset.Center).LeadingComponents(6).Vectors;
        for (var i = 0; i < 6; i++) Assert.InRange(Degrees(Math.Abs(Vectors.Dot<double>(read.Row(i), exact.Row(i)))), 0, 0.01);

        (double Angle, double Unbalance, double TransposeDistance) AtRest(int epochs)
        {
            var learning = tool.Learning(["train", .. data, "-k", "6", "--method", "rag", "--epochs", $"{epochs}"]);
            Assert.Equal("stalled", (string)learning["obstacle"]!);
            Assert.EndsWith("hardly comes nearer any more, where RAG at a finite rate stands still: use --method gauge-fixed; "
                + "model.npz has the components that these weights span", (string)learning["advice"]!, StringComparison.Ordinal);
            var result = JsonNode.Parse(File.ReadAllText(tool.PathOf("run/run.json")))!["result"]!;
            return (learning["components"]!.AsArray().Max(one => Degrees((double)one!["cosine"]!)),
                (double)result["unbalance"]!, (double)result["transpose-distance"]!);
        }
    }

    [Fact]
    public void MiniBatches_KeepComponentsApart_AndTheWholeDataLearnsThem()
    {
        using var tool = new Tool();
        var rows = Sets.Centred(Sets.PathOf("iris")).RowRange(0, 101).Clone();
        string[] command = ["train", "--data", tool.WriteCsv("iris101.csv", rows), "-k", "2", "--method", "rag"];
        var learning = tool.Learning([.. command, "--batch-size", "10"]);
        Assert.Equal("stalled", (string)learning["obstacle"]!);
        // The scale drifts too: lengths say so.
        Assert.InRange((double)learning["components"]![0]!["length"]!, 2, 4);
        Assert.Contains("leave --batch-size out", (string)learning["advice"]!, StringComparison.Ordinal);

        learning = tool.Learning(command);
        Assert.Equal(2, (int)learning["learned"]!);
        AssertComponents(tool, Sets.Centred(tool.PathOf("iris101.csv")), 2);
    }

    [Fact]
    public void LongerUnits_AreNamed_WhereTheComponentsAreLearned()
    {
        using var tool = new Tool();
        var learning = tool.Learning("train", "--data", "digits", "-k", "4", "--method", "nested-dropout");
        Assert.Equal(4, (int)learning["learned"]!);
        Assert.Contains("their lengths are not 1", (string)learning["advice"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reconstruction", "finds their span, not their axes")]
    [InlineData("uniform-l2", "finds their span, not their axes")]
    [InlineData("linear-vae", "has no order", "--optimizer", "adam")]
    public void MethodThatCannotLearnThem_IsNamedAsTheCause(string method, string text, params string[] more)
    {
        using var tool = new Tool();
        var data = tool.WriteStandardized("wine");
        var learning = tool.Learning(["train", "--data", data, "-k", "4", "--method", method, .. more]);
        Assert.Equal(0, (int)learning["learned"]!);
        Assert.Contains(text, (string)learning["advice"]!, StringComparison.Ordinal);
        Assert.Equal(4, (int)tool.Learning("train", "--data", data, "-k", "4", "--method", "rag")["learned"]!);
    }

    [Fact]
    public void EqualVariances_AreLearnedWithAnyAxes_AndNamed()
    {
        using var tool = new Tool();
        var data = tool.WriteNpy("isotropic.npy", Generators.WithSpectrum([1, 1, 1, 1, 1], 64, seed: 4));
        var outcome = tool.Run("train", "--data", data, "-k", "2", "--method", "rag", "--no-center", "--out", "run", "--quiet");
        Assert.Contains("all 2 components are learned, in order; variances 1 to 5 are equal", outcome.Output, StringComparison.Ordinal);
        Assert.Matches(@"d_sub +0\.0000|d_sub +\d\.\de-1[0-9]", outcome.Output);
        Assert.Matches(@"d_align +\d\.\de-[4-8]", outcome.Output);
    }

    [Fact]
    public void EveryComponent_HasALine_AndASentenceClosesTheRun()
    {
        using var tool = new Tool();
        var outcome = tool.Run("train", "--data", Sets.PathOf("iris"), "-k", "3", "--out", "run", "--quiet");
        var lines = outcome.Output.TrimEnd().Split('\n');
        Assert.Equal("all 3 components are learned, in order", lines[^1]);
        var rows = lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(cells => cells.Length > 0 && cells[^1] == "learned").ToList();
        Assert.Equal(["1", "2", "3"], rows.Select(cells => cells[0]));
        Assert.Equal(["1", "2", "3"], rows.Select(cells => cells[^3]));
        // In run.json too, in the words of the screen.
        var record = JsonNode.Parse(File.ReadAllText(tool.PathOf("run/run.json")))!["result"]!["learning"]!;
        Assert.Equal(lines[^1], (string)record["advice"]!);
    }

    [Theory]
    [InlineData("train", "3", 0)]
    [InlineData("train", "4", 1)]
    [InlineData("compare", "3", 0)]
    [InlineData("compare", "4", 1)]
    public void RequireLearned_FailsARunThatHasNotLearnedAll(string command, string k, int expected)
    {
        using var tool = new Tool();
        string[] methods = command == "compare" ? ["--methods", "rag,reconstruction", "--optimizers", "nesterov"] : ["--method", "rag"];
        string[] line = [command, "--data", Sets.PathOf("iris"), "-k", k, "--quiet", .. methods];
        Assert.Equal(expected, tool.Run([.. line, "--out", "strict", "--require-learned"]).ExitCode);
        var outcome = tool.Run([.. line, "--out", "plain"]);
        Assert.Equal(0, outcome.ExitCode);
        if (command == "compare") Assert.Contains($"3 of {k}", outcome.Output, StringComparison.Ordinal);
    }

    private static double Degrees(double cosine) => double.RadiansToDegrees(Math.Acos(Math.Min(1, cosine)));

    /// <summary>An option and its value, as the closing sentence has them.</summary>
    private static string[] Advised(JsonNode learning, string option)
    {
        var words = ((string)learning["advice"]!).Split(' ');
        return [option, words[Array.IndexOf(words, option) + 1]];
    }

    /// <summary>The decoder's columns are the right singular vectors of the rows, at length 1.</summary>
    private static void AssertComponents(Tool tool, Matrix<double> centred, int k)
    {
        var decoder = NpyFile.Read<float>(tool.PathOf("run/decoder.npy"));
        var svd = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.Create(centred.Rows, centred.Columns, (i, j) => centred[i, j]).Svd();
        for (var i = 0; i < k; i++)
        {
            double dot = 0, square = 0;
            for (var j = 0; j < decoder.Rows; j++)
            {
                dot += svd.VT[i, j] * decoder[j, i];
                square += (double)decoder[j, i] * decoder[j, i];
            }
            Assert.InRange(Math.Abs(dot) / Math.Sqrt(square), 0.999, 1.000001);
            Assert.InRange(Math.Sqrt(square), 0.99, 1.01);
        }
    }
}

/// <summary>What a run of the tool says it has learned.</summary>
internal static class LearningOf
{
    public static JsonNode Learning(this Tool tool, params string[] command)
    {
        if (Directory.Exists(tool.PathOf("run"))) Directory.Delete(tool.PathOf("run"), recursive: true);
        var outcome = tool.Run([.. command, "--out", "run", "--json", "--quiet"]);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        return JsonNode.Parse(outcome.Output)!["result"]!["learning"]!;
    }
}
