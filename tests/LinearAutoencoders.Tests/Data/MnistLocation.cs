namespace LinearAutoencoders.Tests.Data;

/// <summary>Where tests find MNIST, which is too large for the repository.</summary>
internal static class MnistLocation
{
    private const string Variable = "LAE_MNIST_DIR";
    private const string Beside = "../shared/data/mnist";

    /// <summary>The folder with the IDX files; skips the test, saying where they may be put, when there is none.</summary>
    public static string Require()
    {
        var found = Candidates().FirstOrDefault(folder => LinearAutoencoders.Data.MnistFiles.FindIn(folder) is not null);
        Assert.SkipWhen(found is null, $"MNIST is neither in ${Variable} nor in {Beside} beside the repository");
        return found!;
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named) yield return named;
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "LinearAutoencoders.slnx")))
                yield return Path.GetFullPath(Path.Combine(folder, Beside));
    }
}
