using System.Numerics;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Data.Sources;

namespace LinearAutoencoders.Data;

/// <summary>The one door to data: from what <c>--data</c> says to samples that can be trained on.</summary>
public static class DataSource
{
    private const string MnistPrefix = "mnist:";

    private static readonly string[] Names = ["synthetic", "digits", "mnist"];

    /// <summary>What can be given as a source, for help and error messages.</summary>
    public const string Accepted = "synthetic, digits, mnist, mnist:DIR, or a file that ends in .npy, .csv or .tsv, perhaps with .gz";

    /// <summary>Reads or draws the samples, subtracts the mean of each feature, and rounds once to <typeparamref name="T"/>.</summary>
    /// <param name="source">
    ///   <c>synthetic</c> (drawn, never centred), <c>digits</c> (1797 × 64, comes with the library), <c>mnist</c> (60,000 × 784, pixels
    ///   in [0, 1], in <c>$LAE_MNIST_DIR</c> or <see cref="MnistFiles.DefaultDirectory"/>), <c>mnist:DIR</c> (IDX files in DIR), or the
    ///   path of a <c>.npy</c>, <c>.csv</c> or <c>.tsv</c> file with one sample a row. Files may be gzip, whatever their name.
    /// </param>
    /// <param name="options">Centring, and what <c>synthetic</c> draws; none: the defaults.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="BadDataException">The data cannot be found or used; the message says where and how to mend it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Dataset<T> Load<T>(string source, DataOptions? options = null, CancellationToken cancellation = default)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= new DataOptions();
        try
        {
            return source switch
            {
                "synthetic" => LoadSynthetic<T>(options.Synthetic, cancellation),
                "digits" => LoadDigits<T>(options, cancellation),
                "mnist" => LoadMnist<T>(source, MnistFiles.Locate(named: MnistFiles.Named), options, cancellation),
                _ when source.StartsWith(MnistPrefix, StringComparison.Ordinal) =>
                    LoadMnist<T>(source, MnistFiles.LocateIn(source[MnistPrefix.Length..]), options, cancellation),
                _ => ReadFile(source, cancellation).ToDataset<T>(options.Center, cancellation),
            };
        }
        catch (OutOfMemoryException failure)
        {
            throw new BadDataException($"{source} does not fit in this machine's memory; use fewer rows or columns", failure);
        }
    }

    private static Dataset<T> LoadDigits<T>(DataOptions options, CancellationToken cancellation)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        DigitsData.Read(cancellation).ToDataset<T>(options.Center, cancellation) with { PictureShape = DigitsData.PictureShape };

    private static Dataset<T> LoadSynthetic<T>(SyntheticOptions options, CancellationToken cancellation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var values = SyntheticData.Draw(options, cancellation);
        var samples = new RawSamples<double>("synthetic", options.Samples, options.Dimension, values);
        return samples.ToDataset<T>(center: false, cancellation);
    }

    private static Dataset<T> LoadMnist<T>(string source, string path, DataOptions options, CancellationToken cancellation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (samples, shape) = InputFile.Read(path, IdxFile.ReadImages, cancellation);
        return samples.ToDataset<T>(options.Center, cancellation) with { Name = source, PictureShape = shape };
    }

    private static IRawSamples ReadFile(string path, CancellationToken cancellation)
    {
        var ending = Ending(path);
        return ending switch
        {
            ".npy" => InputFile.Read(path, NpyReader.ReadSamples, cancellation),
            ".csv" => InputFile.Read(path, file => DelimitedText.Read(file, separator: null), cancellation),
            ".tsv" => InputFile.Read(path, file => DelimitedText.Read(file, separator: '\t'), cancellation),
            _ => throw Unknown(path, ending),
        };
    }

    private static string Ending(string path)
    {
        var ending = Path.GetExtension(path).ToLowerInvariant();
        return ending == ".gz" ? Path.GetExtension(path[..^3]).ToLowerInvariant() : ending;
    }

    private static BadDataException Unknown(string source, string ending)
    {
        if (Directory.Exists(source)) return new($"{source} is a folder; give a file in it, or mnist:{source} for IDX files");
        var (near, distance) = Names.Select(name => (name, EditDistance(name, source.ToLowerInvariant()))).MinBy(pair => pair.Item2);
        if (distance <= 2) return new($"there is no data called '{source}'; did you mean {near}?");
        var what = ending.Length > 0 ? $"{source} ends in {ending}, which is not known" : $"there is no data called '{source}'";
        return new($"{what}; use {Accepted}");
    }

    /// <summary>How many letters must be put in, left out or replaced to make one word of the other (Levenshtein).</summary>
    private static int EditDistance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[b.Length];
    }
}
