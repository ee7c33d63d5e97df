namespace LinearAutoencoders.Tests.Cli;

/// <summary>One training, the same bits: on 1, 2 and 4 threads, and with each width of vector registers.</summary>
public class SameBitsTests
{
    [Theory]
    [InlineData("rag nesterov")]
    [InlineData("deterministic-nested-dropout adam")]
    [InlineData("nested-dropout nesterov")]
    public void Training_GivesTheSameBits_OnAnyNumberOfThreads_AndAnyVectorWidth(string run)
    {
        var expected = Train(run, threads: 1);
        Assert.Equal(expected, Train(run, threads: 2));
        Assert.Equal(expected, Train(run, threads: 4));
        Assert.Equal(expected, Train(run, threads: 2, "DOTNET_EnableAVX512"));
        Assert.Equal(expected, Train(run, threads: 1, "DOTNET_EnableAVX512", "DOTNET_EnableAVX2"));
        Assert.Equal(expected, Train(run, threads: 1, "DOTNET_EnableHWIntrinsic"));
    }

    private static byte[] Train(string run, int threads, params string[] switchedOff)
    {
        using var tool = new Tool();
        foreach (var name in switchedOff) tool.Environment[name] = "0";
        var words = run.Split(' ');
        var outcome = tool.Run("train", "--data", "digits", "-k", "20", "--method", words[0], "--optimizer", words[1],
            "--epochs", "12", "--threads", $"{threads}", "--out", "run", "--quiet");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        return [.. File.ReadAllBytes(tool.PathOf("run/encoder.npy")), .. File.ReadAllBytes(tool.PathOf("run/decoder.npy"))];
    }
}
