using LinearAutoencoders.Data.Formats;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Opens files, each in the way that its name's ending says.</summary>
internal static class FileTable
{
    /// <exception cref="BadDataException">The file cannot be read, or its ending is not known.</exception>
    public static Table Open(string path, TableOptions options, CancellationToken cancellationToken) => Ending(path) switch
    {
        ".npy" => NumberTable.Of(
            NpyReader.OpenSamples(StoredFile.At(path, cancellationToken), cancellationToken), options, cancellationToken),
        ".csv" => TextTable.Open(StoredFile.At(path, cancellationToken), options, ',', cancellationToken),
        ".tsv" => TextTable.Open(StoredFile.At(path, cancellationToken), options, '\t', cancellationToken),
        ".txt" or ".dat" => TextTable.Open(StoredFile.At(path, cancellationToken), options, ' ', cancellationToken),
        var ending => throw DataSource.Unknown(path, ending),
    };

    private static string Ending(string path)
    {
        var ending = Path.GetExtension(path).ToLowerInvariant();
        return ending == ".gz" ? Path.GetExtension(path[..^3]).ToLowerInvariant() : ending;
    }
}
