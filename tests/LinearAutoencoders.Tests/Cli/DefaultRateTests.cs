using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json.Nodes;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Cli;

/// <summary>Without a learning rate no run diverges, whatever the data.</summary>
public class DefaultRateTests
{
    [Theory]
    [InlineData("nonuniform-l2")]
    [InlineData("uniform-l2")]
    [InlineData("linear-vae")]
    public void DataOfSmallVariance_IsTrainedOn(string method)
    {
        using var tool = new Tool();
        var outcome = tool.Run("train", "--data", Sets.PathOf("diabetes"), "-k", "3", "--method", method, "--out", "run", "--quiet");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        var losses = File.ReadLines(tool.PathOf("run/metrics.csv")).Skip(1)
            .Select(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture)).ToList();
        Assert.All(losses, loss => Assert.InRange(loss, double.MinValue, losses[0] * (1 + 1e-9)));
        Assert.DoesNotContain("began again", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void PicturesThatAreNotMnist_DoNotGetItsPublishedRate()
    {
        using var tool = new Tool();
        WritePictures(Directory.CreateDirectory(tool.PathOf("pics")).FullName, count: 400, side: 28);
        var outcome = tool.Run("train", "--data", "mnist:pics", "-k", "5", "--method", "deterministic-nested-dropout", "--epochs", "300",
            "--out", "run", "--json", "--quiet");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        var record = JsonNode.Parse(outcome.Output)!;
        Assert.InRange((double)record["options"]!["training"]!["learning-rate"]!, 1e-5, 1e-2);
        Assert.Null(record["result"]!["restarts"]);
    }

    [Fact]
    public void HeavyTailedBatches_BeginAgainAtASmallerRate_AndSayIt()
    {
        using var tool = new Tool();
        var rows = Generators.WithSpectrum([3, 2, 1, 0.5], 200, seed: 3);
        for (var j = 0; j < 4; j++) rows[17, j] *= 300;
        string[] command = ["train", "--data", tool.WriteCsv("x.csv", rows), "-k", "2", "--batch-size", "4", "--epochs", "60", "--quiet",
            "--method", "reconstruction"];
        var outcome = tool.Run([.. command, "--out", "run"]);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("diverged at its default learning rate and began again at a smaller one", outcome.Output, StringComparison.Ordinal);
        var record = JsonNode.Parse(File.ReadAllText(tool.PathOf("run/run.json")))!;
        Assert.InRange((int)record["result"]!["restarts"]!, 1, 12);
        // Of the attempts before, nothing is left: the epochs begin at 0 and rise.
        var epochs = File.ReadLines(tool.PathOf("run/metrics.csv")).Skip(1).Select(line => int.Parse(line.Split(',')[0], null)).ToList();
        Assert.Equal([0, 10, 20, 30, 40, 50, 60], epochs);

        // The rate that a person asked for is that person's.
        var rate = ((double)record["options"]!["training"]!["learning-rate"]! * 4 * 4).ToString("R", CultureInfo.InvariantCulture);
        outcome = tool.Run([.. command, "--learning-rate", rate, "--out", "asked"]);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("try a smaller --learning-rate", outcome.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public void LossFarAboveItsStart_IsADivergence()
    {
        using var tool = new Tool();
        var outcome = tool.Run("train", "--data", Sets.PathOf("diabetes"), "-k", "3", "--method", "linear-vae", "--learning-rate", "0.16",
            "--out", "run", "--quiet");
        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("lae: linear-vae with nesterov diverged at epoch", outcome.LastError, StringComparison.Ordinal);
    }

    /// <summary>Pictures of whole squares, lit or dark: ten times MNIST's largest variance.</summary>
    private static void WritePictures(string folder, int count, int side)
    {
        var random = new RandomSource(5);
        var bytes = new byte[16 + count * side * side];
        foreach (var (place, value) in new[] { (0, 0x803), (4, count), (8, side), (12, side) })
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(place), value);
        for (var i = 0; i < count; i++)
        {
            var (lit, shade) = (random.NextBelow(12), (byte)random.NextBelow(256));
            for (var pixel = 0; pixel < side * side; pixel++)
                if (lit == 0 || (pixel / side < side * lit / 12) == (lit % 2 == 0)) bytes[16 + i * side * side + pixel] = shade;
        }
        File.WriteAllBytes(Path.Combine(folder, "train-images-idx3-ubyte"), bytes);
    }
}
