using LinearAutoencoders.Data.Formats;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Tables in archives of arrays: the one array with rows and columns, the one named, or a sparse matrix of SciPy's.</summary>
internal static class ArchiveTable
{
    /// <param name="stored">The archive.</param>
    /// <param name="array">The name of the array; null: the only one that is a table.</param>
    /// <param name="options">What its columns are for.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="BadDataException">There is no such array, or more than one.</exception>
    public static Table Open(StoredFile stored, string? array, TableOptions options, CancellationToken cancellationToken)
    {
        var archive = NpzFile.Open(stored);
        if (array is null && archive.Has(MomentFile.Json)) return MomentFile.OpenTable(stored, options);
        if (array is null && SparseArchive.IsIn(archive))
            return NumberTable.Of(SparseArchive.Open(stored.Name, archive, cancellationToken), options, cancellationToken);
        return NumberTable.Of(
            NpyReader.OpenSamples(archive[array ?? OnlyTable(stored.Name, archive, cancellationToken)], cancellationToken), options,
            cancellationToken);
    }

    private static string OnlyTable(string name, NpzFile archive, CancellationToken cancellationToken)
    {
        if (archive.Names.Count == 1) return archive.Names.First();
        var shapes = archive.Names.ToDictionary(
            array => array, array => InputFile.Read(archive[array], NpyHeader.Read, cancellationToken).Shape);
        var tables = shapes.Where(array => array.Value.Length == 2).Select(array => array.Key).ToList();
        if (tables.Count == 1) return tables[0];
        var found = string.Join(", ", shapes.Take(12).Select(array => $"{array.Key} ({string.Join(" × ", array.Value)})"));
        throw new BadDataException(shapes.Count == 0
            ? $"{name}: there is no array in the archive; write it again with numpy.savez"
            : $"{name} holds {found}; name one array, as in {name}:{shapes.Keys.First()}");
    }
}
