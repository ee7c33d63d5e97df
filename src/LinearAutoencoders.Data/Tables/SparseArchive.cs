using LinearAutoencoders.Data.Formats;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Sparse matrices as scipy.sparse.save_npz writes them, in compressed rows (CSR).</summary>
internal static class SparseArchive
{
    private const string Indices = "indices", Starts = "indptr", Values = "data", Shape = "shape", Format = "format";

    /// <summary>Whether an archive holds a sparse matrix.</summary>
    public static bool IsIn(NpzFile archive) =>
        archive.Names.Contains(Format) && archive.Names.Contains(Shape) && archive.Names.Contains(Values);

    /// <param name="name">What errors call the archive.</param>
    /// <param name="archive">The archive.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="BadDataException">The matrix is in another form, or its parts do not fit together.</exception>
    public static SparseSource Open(string name, NpzFile archive, CancellationToken cancellationToken)
    {
        var format = InputFile.Read(archive[Format], ReadWord, cancellationToken);
        if (format != "csr") throw new BadDataException($"{name}: the sparse matrix is in {format} form; convert it with tocsr");
        var shape = WholeNumbers(archive[Shape], most: 2, cancellationToken);
        if (shape.Length != 2 || shape[0] < 0 || shape[1] < 0) throw Inconsistent(name, "its shape has no two sizes");
        if (shape[1] > SparseSource.MostColumns)
            throw new BadDataException($"{name}: {shape[1]} columns are too many, the most is {SparseSource.MostColumns}; use fewer");
        var starts = WholeNumbers(archive[Starts], most: shape[0] + 1, cancellationToken);
        if (starts.Length != shape[0] + 1) throw Inconsistent(name, $"it has {shape[0]} rows but {starts.Length} row starts");
        if (starts[0] != 0 || !IsRising(starts)) throw Inconsistent(name, "its row starts do not rise from 0");
        var source = new Rows(name, archive, (int)shape[1], starts);
        source.RequireLengths(starts[^1], cancellationToken);
        return source;
    }

    private static bool IsRising(long[] starts)
    {
        for (var i = 1; i < starts.Length; i++)
            if (starts[i] < starts[i - 1] || starts[i] - starts[i - 1] > SparseSource.MostColumns) return false;
        return true;
    }

    private static string ReadWord(InputFile file)
    {
        const int mostBytes = 64;
        var header = NpyHeader.Read(file);
        Span<byte> word = stackalloc byte[mostBytes];
        var count = file.Content.ReadAtLeast(word, mostBytes, throwOnEndOfStream: false);
        var letters = word[..count].ToArray().Where(letter => letter is >= (byte)'a' and <= (byte)'z').Select(letter => (char)letter);
        return header.ElementType.TrimStart(['|', '<', '>']) is ['S' or 'U', ..] ? string.Concat(letters) : "an unknown";
    }

    private static long[] WholeNumbers(StoredFile stored, long most, CancellationToken cancellationToken)
    {
        using var vector = NpyVector.Open(stored, cancellationToken);
        if (vector.Length > most)
            throw new BadDataException($"{stored.Name}: it has {vector.Length} numbers, more than {most}; write it again");
        var numbers = new double[vector.Length];
        vector.Read(numbers);
        return Array.ConvertAll(numbers, number => (long)number);
    }

    private static BadDataException Inconsistent(string name, string what) =>
        new($"{name}: the sparse matrix is damaged: {what}; write it again with scipy.sparse.save_npz");

    /// <summary>Its rows, read from the archive in every pass.</summary>
    private sealed class Rows(string name, NpzFile archive, int columns, long[] starts) : SparseSource(name, columns, starts)
    {
        private double relativeRounding;

        public override double RelativeRounding => relativeRounding;

        public void RequireLengths(long count, CancellationToken cancellationToken)
        {
            using var indices = NpyVector.Open(archive[Indices], cancellationToken);
            using var values = NpyVector.Open(archive[Values], cancellationToken);
            relativeRounding = values.RelativeRounding;
            if (indices.Length != count || values.Length != count)
                throw Inconsistent(
                    Name, $"its row starts promise {count} values, but there are {values.Length} in {indices.Length} columns");
        }

        protected override ISparseReader Open(CancellationToken cancellationToken)
        {
            var indices = NpyVector.Open(archive[Indices], cancellationToken);
            return new Reader(indices, NpyVector.Open(archive[Values], cancellationToken));
        }
    }

    private sealed class Reader(NpyVector indices, NpyVector values) : ISparseReader
    {
        private double[] places = [];

        public void Read(Span<int> columns, Span<double> numbers)
        {
            if (places.Length < columns.Length) places = new double[columns.Length];
            indices.Read(places.AsSpan(0, columns.Length));
            // What is beyond an int is beyond the columns too.
            for (var i = 0; i < columns.Length; i++) columns[i] = places[i] is >= 0 and < int.MaxValue ? (int)places[i] : int.MaxValue;
            values.Read(numbers);
        }

        public void RequireEnd()
        {
            indices.RequireEnd();
            values.RequireEnd();
        }

        public void Dispose()
        {
            indices.Dispose();
            values.Dispose();
        }
    }
}
