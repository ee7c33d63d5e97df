using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Data.Sources;
using LinearAutoencoders.Data.Tables;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data;

/// <summary>The one door to data: from what <c>--data</c> says to rows that can be read.</summary>
public static class DataSource
{
    private const string Synthetic = "synthetic";
    private const string MnistPrefix = "mnist:";

    private static readonly string[] Names = [Synthetic, "digits", "mnist"];

    /// <summary>What can be given as a source, for help and error messages.</summary>
    internal const string Accepted =
        "synthetic, digits, mnist, mnist:DIR, or files (.csv .tsv .txt .jsonl .npy .npz .parquet .fvecs .mtx, IDX, perhaps .gz; - is "
        + "standard input)";

    /// <summary>Finds the data, and how it is to be read; draws it, or reads it once where its form wants that.</summary>
    /// <param name="source">
    ///   <c>synthetic</c> (drawn, never centred), <c>digits</c> (1797 × 64, comes with the library), <c>mnist</c> (60,000 ×
    ///   784, pixels in [0, 1], in <c>$LAE_MNIST_DIR</c> or <see cref="MnistFiles.DefaultDirectory"/>), <c>mnist:DIR</c> (IDX
    ///   files in DIR), or files with one sample a row: text (<c>.csv</c>, <c>.tsv</c>, <c>.txt</c>, <c>.dat</c>), <c>.npy</c>,
    ///   <c>.npz</c> (its one array, <c>x.npz:name</c>, or a sparse matrix in CSR form), <c>.parquet</c>, <c>.mtx</c>, <c>.jsonl</c> (an
    ///   object a line), <c>.fvecs</c>, <c>.bvecs</c>, <c>.ivecs</c>, IDX under any name; plain or gzip, whatever their name, from a pipe
    ///   too; <c>-</c> is standard input. Several files, with commas between them or as a pattern, are one table. What is large is not
    ///   held in memory: each pass over its rows reads it again.
    /// </param>
    /// <param name="options">Centring, and what <c>synthetic</c> draws; none: the defaults.</param>
    /// <param name="team">Threads to draw with; none: all cores.</param>
    /// <param name="cancellationToken">Stops reading, then and in later passes for the fingerprint.</param>
    /// <exception cref="BadDataException">
    ///   The data cannot be found or used; the message says where and how to mend it.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Dataset Open(
        string source, DataOptions? options = null, WorkerTeam? team = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= new DataOptions();
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            team ??= WorkerTeam.Shared;
            if (team.Ranks is not null) options = options with { Table = options.Table with { IsShared = true } };
            var found = Find(source, options, team, cancellationToken);
            if (team.Ranks is { } ranks) RequireSame(ranks, found.Rows);
            var table = CompleteRows.Of(found, options.Table.Missing, team, cancellationToken);
            RequireSamples(table.Rows, options.LeastSamples);
            table = RowWeights.Of(table, team, cancellationToken);
            table = ScaledColumns.Of(table, options.Table.Scale, team, cancellationToken);
            return new Dataset(source, table, options.Center && table.Center, isCopy: team.Ranks is { Rank: > 0 }, cancellationToken);
        }
        catch (OutOfMemoryException failure)
        {
            throw new BadDataException($"{source} does not fit in this machine's memory; use fewer rows or columns", failure);
        }
    }

    /// <summary>What there is to say of a source whose name is of a file that is not there; null: nothing that the name tells.</summary>
    internal static string? LostFile(string source)
    {
        var isOneFile = Path.HasExtension(source) && source.AsSpan().IndexOfAny(":,*?") < 0 && !Path.Exists(source);
        return isOneFile ? StoredFile.Unreadable(source, new FileNotFoundException()).Message : null;
    }

    private static Table Find(string source, DataOptions options, WorkerTeam team, CancellationToken cancellationToken)
    {
        var isFile = !Names.Contains(source) && !source.StartsWith(MnistPrefix, StringComparison.Ordinal);
        if (isFile) return JoinedFiles.Open(source, options.Table, cancellationToken);
        if (options.Table with { Missing = default, Scale = TableOptions.NoScale, IsShared = false } != new TableOptions())
            throw new BadDataException($"{source} is no file: it has no columns to choose and no text to read; leave such options out");
        if (source == Synthetic) return new(SyntheticData.Draw(options.Synthetic, team, cancellationToken)) { Center = false };
        if (source == "digits") return DigitsData.Read(cancellationToken);
        var pictures = source == "mnist" ? MnistFiles.Locate(named: MnistFiles.Named) : MnistFiles.LocateIn(source[MnistPrefix.Length..]);
        return IdxFile.Open(StoredFile.At(pictures, cancellationToken), cancellationToken);
    }

    /// <summary>Refuses rows that are not as many or as wide as those of the first rank: shares of them would not fit together.</summary>
    private static void RequireSame(IRanks ranks, ISampleSource rows)
    {
        var (n, m) = (rows.Count ?? -1, (long)rows.Dimension);
        var first = ranks.FromFirst(new[] { n, m });
        if (first[0] != n || first[1] != m)
            throw new BadDataException(
                $"{rows.Name} has {n} rows of {m} values here, but {first[0]} of {first[1]} where the first rank reads it; "
                + "give all ranks the same files");
    }

    private static void RequireSamples(ISampleSource source, int least)
    {
        if (source.Count < least)
            throw new BadDataException(
                $"{source.Name} has {source.Count} sample{(source.Count == 1 ? "" : "s")}; give {least} or more, one a row");
        if (source.Dimension < 1)
            throw new BadDataException($"{source.Name}: the samples have no columns; give each sample one value at least");
    }

    internal static BadDataException Unknown(string source, string ending)
    {
        if (Directory.Exists(source)) return new($"{source} is a folder; give a file in it, or mnist:{source} for IDX files");
        var (near, distance) = Names.Select(name => (name, EditDistance(name, source.ToLowerInvariant()))).MinBy(pair => pair.Item2);
        if (ending is ".xlsx" or ".xls" or ".ods") return new($"{source} is a spreadsheet, which is not read; save the sheet as .csv");
        if (distance <= 2) return new($"there is no data called '{source}'; did you mean {near}?");
        var what = ending.Length > 0 || File.Exists(source)
            ? $"{source} ends in {(ending.Length > 0 ? ending : "nothing")}, which is not known" : $"there is no data called '{source}'";
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
