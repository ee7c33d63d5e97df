using System.Globalization;
using System.Text.Json.Nodes;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Cli;

/// <summary>A factor on the data changes nothing but its units; what cannot be held is refused with the mend.</summary>
public class ScaleTests
{
    private static readonly Matrix<double> Rows = Generators.WithSpectrum([4, 2, 1, 0.5, 0.2], 60, seed: 6);

    /// <summary>2⁶³ is 9e18, whose square is beyond float32; 2⁻³³² is 1e-100, which is below it.</summary>
    [Theory]
    [InlineData(63, "rag")]
    [InlineData(-332, "rag")]
    [InlineData(63, "deterministic-nested-dropout")]
    [InlineData(-332, "deterministic-nested-dropout")]
    [InlineData(-332, "nested-dropout")]
    [InlineData(400, "reconstruction")]
    public void DataOfAnyScale_IsLearnedToTheSameBits(int exponent, string method)
    {
        using var tool = new Tool();
        string[] files = [tool.WriteNpy("x.npy", Rows), tool.WriteNpy("y.npy", Rows.Times(Math.ScaleB(1, exponent)))];
        string[] command = ["-k", "2", "--method", method, "--epochs", "800", "--json", "--quiet"];
        foreach (var file in files)
            Assert.Equal(0, tool.Run(["train", "--data", file, "--out", Path.GetFileNameWithoutExtension(file), .. command]).ExitCode);
        foreach (var name in new[] { "encoder.npy", "decoder.npy" })
            Assert.Equal(File.ReadAllBytes(tool.PathOf($"x/{name}")), File.ReadAllBytes(tool.PathOf($"y/{name}")));
        var (loss, scaled) = (LastLoss("x"), LastLoss("y"));
        Assert.InRange(scaled / Math.ScaleB(1, 2 * exponent) / loss, 1 - 1e-12, 1 + 1e-12);

        double LastLoss(string run) => double.Parse(
            File.ReadLines(tool.PathOf($"{run}/metrics.csv")).Last().Split(',')[1], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void LearningRate_IsInTheUnitsOfTheData()
    {
        using var tool = new Tool();
        tool.Run("train", "--data", tool.WriteNpy("x.npy", Rows), "-k", "2", "--epochs", "300", "--learning-rate", "0.0078125",
            "--out", "x", "--quiet");
        // 2⁻⁷ for data times 2²⁰ is 2⁻⁴⁷.
        tool.Run("train", "--data", tool.WriteNpy("y.npy", Rows.Times(1 << 20)), "-k", "2", "--epochs", "300",
            "--learning-rate", Math.ScaleB(1, -47).ToString("R", CultureInfo.InvariantCulture), "--out", "y", "--quiet");
        Assert.Equal(File.ReadAllBytes(tool.PathOf("x/decoder.npy")), File.ReadAllBytes(tool.PathOf("y/decoder.npy")));
    }

    [Theory]
    [InlineData("nonuniform-l2", "nesterov")]
    [InlineData("uniform-l2", "nesterov")]
    [InlineData("rag", "adam")]
    [InlineData("deterministic-nested-dropout", "adam")]
    public void TinyData_IsTrainedOnWithoutDivergence(string method, string optimizer)
    {
        using var tool = new Tool();
        var outcome = tool.Run("train", "--data", tool.WriteNpy("x.npy", Rows.Times(1e-100)), "-k", "2", "--method", method,
            "--optimizer", optimizer, "--epochs", "500", "--out", "run", "--quiet");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
    }

    [Theory]
    [InlineData(1e19, "too large for linear-vae in float32; use --precision float64, or scale the data")]
    [InlineData(1e-100, "too small for linear-vae in float32; use --precision float64, or scale the data")]
    public void MethodThatIsBoundToAScale_RefusesWhatItCannotHold(double factor, string text)
    {
        using var tool = new Tool();
        var file = tool.WriteNpy("x.npy", Rows.Times(factor));
        var outcome = tool.Run("train", "--data", file, "-k", "2", "--method", "linear-vae", "--out", "run", "--quiet");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("x.npy: a variance of", outcome.LastError, StringComparison.Ordinal);
        Assert.Contains(text, outcome.LastError, StringComparison.Ordinal);
        Assert.False(Directory.Exists(tool.PathOf("run")));
    }

    [Theory]
    [InlineData(1e160, "is too large for its square in float64; scale the data down", "train")]
    [InlineData(1e160, "is too large for its square in float64; scale the data down", "analyze spectrum")]
    [InlineData(1e-170, "whose square is too small for float64; scale the data up", "train")]
    [InlineData(1e-170, "whose square is too small for float64; scale the data up", "analyze spectrum")]
    public void SquaresBeyondFloat64_AreRefused_ByFileAndMend(double factor, string text, string command)
    {
        using var tool = new Tool();
        var file = tool.WriteNpy("x.npy", Rows.Times(factor));
        var outcome = tool.Run([.. command.Split(' '), "--data", file, "-k", "2", "--out", "run", "--quiet"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("x.npy", outcome.LastError, StringComparison.Ordinal);
        Assert.Contains(text, outcome.LastError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wine", 2, "--method", "rag", "--learning-rate", "1e-6")]
    [InlineData("iris", 4, "--method", "rag", "--epochs", "30000")]
    [InlineData("iris", 4, "--epochs", "12000", "--optimizer", "adam", "--method", "deterministic-nested-dropout")]
    [InlineData("breast_cancer", 3, "--epochs", "3000", "--method", "reconstruction")]
    public void Loss_IsNeverBelowTheLeastThatComponentsLeave(string set, int k, params string[] more)
    {
        using var tool = new Tool();
        var rows = Sets.Centred(Sets.PathOf(set));
        var svd = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.Create(rows.Rows, rows.Columns, (i, j) => rows[i, j]).Svd(false);
        var least = svd.S.Skip(k).Sum(value => value * value / rows.Rows);
        tool.Learning(["train", "--data", Sets.PathOf(set), "-k", $"{k}", .. more]);
        var losses = File.ReadLines(tool.PathOf("run/metrics.csv")).Skip(1)
            .Select(line => double.Parse(line.Split(',')[2], CultureInfo.InvariantCulture)).ToList();
        // The least itself is known to some 1e-14 of all the variance.
        Assert.All(losses, loss => Assert.InRange(loss, Math.Max(0, least - 1e-12 * losses[0]), double.MaxValue));
    }

    public static TheoryData<string, string, string> WithoutComponents => new()
    {
        { "3 samples of 10 values", "5", "varies in 2 directions only" },
        { "a constant column in each row", "2", "the data has no variance, all rows are equal" },
        { "two equal columns", "3", "varies in 2 directions only" },
        { "one column that varies", "2", "varies in 1 direction only" },
        { "shares of a whole", "3", "varies in 2 directions only" },
        { "one row, many times", "1", "the data has no variance, all rows are equal" },
    };

    [Theory, MemberData(nameof(WithoutComponents))]
    public void ComponentsThatTheDataDoesNotHave_AreRefusedByAllCommands_WithTheNumberThereIs(string data, string k, string text)
    {
        using var tool = new Tool();
        var file = tool.WriteCsv("x.csv", Degenerate(data));
        foreach (var command in new[] { "train", "compare", "analyze spectrum", "analyze conditioning" })
        {
            var outcome = tool.Run([.. command.Split(' '), "--data", file, "-k", k, "--out", "run", "--quiet"]);
            Assert.Equal(2, outcome.ExitCode);
            Assert.Contains("x.csv", outcome.LastError, StringComparison.Ordinal);
            Assert.Contains(text, outcome.LastError, StringComparison.Ordinal);
            Assert.False(Directory.Exists(tool.PathOf("run")));
        }
    }

    [Fact]
    public void ExplainedVariance_IsANumber_ForMachines()
    {
        using var tool = new Tool();
        var outcome = tool.Run(
            "analyze", "spectrum", "--data", Sets.PathOf("breast_cancer"), "-k", "6", "--out", "run", "--json", "--quiet");
        var rows = JsonNode.Parse(outcome.Output)!["spectrum"]!.AsArray();
        Assert.Equal(0.98204, (double)rows[0]!["explained"]!, 1e-5);
        Assert.InRange((double)rows[5]!["all-so-far"]!, 0.9999, 1);
        var cells = File.ReadLines(tool.PathOf("run/spectrum.csv")).ElementAt(1).Split(',');
        Assert.Equal(0.98204, double.Parse(cells[3], CultureInfo.InvariantCulture), 1e-5);
        // People read percent.
        outcome = tool.Run("analyze", "spectrum", "--data", Sets.PathOf("breast_cancer"), "-k", "6", "--out", "again", "--quiet");
        Assert.Contains("98.2 %", outcome.Output, StringComparison.Ordinal);
    }

    private static Matrix<double> Degenerate(string data)
    {
        var random = new RandomSource(8);
        var rows = new Matrix<double>(data.StartsWith('3') ? 3 : 30, data.StartsWith('3') ? 10 : 3);
        random.FillNormal(rows.AsSpan());
        for (var i = 0; i < rows.Rows; i++)
        {
            switch (data)
            {
                case "a constant column in each row": rows.Row(i).Fill(0.1); break;
                case "two equal columns": rows[i, 2] = rows[i, 0]; break;
                case "one column that varies": (rows[i, 1], rows[i, 2]) = (7, 1e6); break;
                case "shares of a whole": rows[i, 2] = 1 - rows[i, 0] - rows[i, 1]; break;
                case "one row, many times": rows.Row(0).CopyTo(rows.Row(i)); break;
            }
        }
        return rows;
    }
}
