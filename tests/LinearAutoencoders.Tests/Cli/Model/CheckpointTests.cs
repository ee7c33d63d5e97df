using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Cli.Model;

/// <summary>A fit that is killed goes on from its last pass, to the same model.</summary>
public sealed class CheckpointTests : IDisposable
{
    private const string File = "fit.state";

    private readonly Tool tool = new();

    public CheckpointTests()
    {
        var samples = new Matrix<float>(1000, 2000);
        new RandomSource(8).FillNormal(samples.AsSpan());
        for (var i = 0; i < samples.Rows; i++)
            for (var j = 0; j < samples.Columns; j++) samples[i, j] *= (float)Math.Pow(j + 1, -0.25);
        NpyFile.Write(tool.PathOf("data.npy"), samples);
    }

    public void Dispose() => tool.Dispose();

    [Fact]
    public void KilledFit_GoesOn_ToTheSameBits()
    {
        var expected = tool.Run([.. Command("whole.npz")]);
        Assert.True(expected.ExitCode == 0, expected.Error);
        using (var killed = tool.Start([.. Command("model.npz"), "--checkpoint", File]))
        {
            while (!killed.HasExited && !System.IO.File.Exists(tool.PathOf(File))) Thread.Sleep(1);
            killed.Kill();
            killed.WaitForExit();
        }
        Assert.False(System.IO.File.Exists(tool.PathOf("model.npz")), "the fit was done before it was killed");
        var outcome = tool.Run([.. Command("model.npz"), "--checkpoint", File]);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Contains("the search goes on from there", outcome.Error, StringComparison.Ordinal);
        var (whole, resumed) = (ModelFile.Load(tool.PathOf("whole.npz")), ModelFile.Load(tool.PathOf("model.npz")));
        Close.AssertSameBits<double>(whole.Components.ToMatrix().AsSpan(), resumed.Components.ToMatrix().AsSpan(), "components");
        Assert.Equal(whole.ExplainedVariance, resumed.ExplainedVariance);
        Assert.False(System.IO.File.Exists(tool.PathOf(File)), "nothing is left to be done");
    }

    private static IEnumerable<string> Command(string model) =>
        ["fit", "data.npy", "-k", "12", "--solver", "lanczos", "--tolerance", "1e-5", "-o", model];
}
