namespace LinearAutoencoders.Data;

/// <summary>Where MNIST is on this machine.</summary>
public static class MnistFiles
{
    /// <summary>The environment variable that names the folder with the IDX files.</summary>
    public const string Variable = "LAE_MNIST_DIR";

    /// <summary>What <see cref="Variable"/> is set to.</summary>
    internal static string? Named => Environment.GetEnvironmentVariable(Variable);

    /// <summary>Of the 60,000 published pictures.</summary>
    internal const string Fingerprint = "5b951a4e8ed58207c0eee28711986759867766b6abea4eed23e2cabd3ded70f5";

    /// <summary>The file with the training pictures, which may also have the ending <c>.gz</c>.</summary>
    public const string TrainingImages = "train-images-idx3-ubyte";

    /// <summary>
    ///   Where downloads go unless told otherwise: <c>LinearAutoencoders/mnist</c> in the user's local application data.
    /// </summary>
    public static string DefaultDirectory { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "LinearAutoencoders",
        "mnist");

    /// <summary>The training pictures in a folder, plain or .gz; null when neither is there.</summary>
    internal static string? FindIn(string directory) =>
        new[] { TrainingImages + ".gz", TrainingImages }.Select(name => Path.Combine(directory, name)).FirstOrDefault(File.Exists);

    /// <summary>The training pictures of <c>mnist:DIR</c>.</summary>
    /// <exception cref="BadDataException">They are not there.</exception>
    internal static string LocateIn(string directory) => FindIn(directory) ?? throw Missing(directory);

    /// <summary>The training pictures of <c>mnist</c>.</summary>
    /// <param name="named">What <see cref="Variable"/> is set to.</param>
    /// <exception cref="BadDataException">They are neither there nor in <see cref="DefaultDirectory"/>.</exception>
    internal static string Locate(string? named)
    {
        if (!string.IsNullOrEmpty(named) && FindIn(named) is { } found) return found;
        return FindIn(DefaultDirectory) ?? throw Missing(
            (string.IsNullOrEmpty(named) ? $"${Variable} (not set)" : $"${Variable} ({named})") + $" or {DefaultDirectory}");
    }

    private static BadDataException Missing(string places) => new(
        $"mnist: no {TrainingImages} or {TrainingImages}.gz in {places}; run `lae data mnist`, or name their folder with mnist:DIR");
}
