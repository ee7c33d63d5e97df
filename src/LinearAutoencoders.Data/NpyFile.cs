using System.Numerics;
using System.Runtime.InteropServices;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data;

/// <summary>Matrices and vectors in NumPy's .npy files.</summary>
/// <remarks>
///   Written: version 1.0, C order, little-endian <c>&lt;f4</c> or <c>&lt;f8</c>, atomically. Read: versions 1.0 to 3.0, also
///   Fortran order, big-endian, <c>|u1</c> and gzip.
/// </remarks>
public static class NpyFile
{
    /// <summary>Reads a 2-dimensional array, rounding or widening to <typeparamref name="T"/>.</summary>
    /// <exception cref="BadDataException">
    ///   The file cannot be read, has other than two dimensions, an element type that is not accepted, or a value that is not
    ///   finite.
    /// </exception>
    public static Matrix<T> Read<T>(string path, CancellationToken cancellationToken = default)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Round<T>(NpyReader.OpenSamples(StoredFile.At(path, cancellationToken), cancellationToken), cancellationToken);

    /// <summary>Reads a 1-dimensional array, rounding or widening to <typeparamref name="T"/>.</summary>
    /// <inheritdoc cref="Read{T}"/>
    public static T[] ReadVector<T>(string path, CancellationToken cancellationToken = default)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Round<T>(NpyReader.OpenVector(StoredFile.At(path, cancellationToken), cancellationToken), cancellationToken).AsSpan().ToArray();

    /// <summary>Makes or replaces a file with a 2-dimensional array; a view's gaps are left out.</summary>
    /// <param name="path">The file; it appears whole or not at all.</param>
    /// <param name="matrix">Rows × columns, of float or double.</param>
    /// <exception cref="IOException">The disk is full, or the place cannot be written to.</exception>
    public static void Write<T>(string path, Matrix<T> matrix) where T : unmanaged, IFloatingPointIeee754<T> =>
        AtomicFile.Write(path, stream => Write(stream, matrix));

    /// <summary>Writes a 2-dimensional array as such a file has it.</summary>
    internal static void Write<T>(Stream stream, Matrix<T> matrix) where T : unmanaged, IFloatingPointIeee754<T>
    {
        stream.Write(NpyHeader.Format(ElementType<T>(), [matrix.Rows, matrix.Columns]));
        for (var i = 0; i < matrix.Rows; i++) stream.Write(MemoryMarshal.AsBytes(matrix.Row(i)));
    }

    /// <summary>Makes or replaces a file with a 1-dimensional array.</summary>
    /// <param name="path">The file; it appears whole or not at all.</param>
    /// <param name="vector">The values, float or double.</param>
    /// <exception cref="IOException">The disk is full, or the place cannot be written to.</exception>
    public static void Write<T>(string path, ReadOnlyMemory<T> vector) where T : unmanaged, IFloatingPointIeee754<T> =>
        AtomicFile.Write(path, stream =>
        {
            stream.Write(NpyHeader.Format(ElementType<T>(), [vector.Length]));
            stream.Write(MemoryMarshal.AsBytes(vector.Span));
        });

    /// <inheritdoc cref="Write{T}(string, ReadOnlyMemory{T})"/>
    public static void Write<T>(string path, T[] vector) where T : unmanaged, IFloatingPointIeee754<T> =>
        Write(path, new ReadOnlyMemory<T>(vector));

    private static Matrix<T> Round<T>(IRawSource source, CancellationToken cancellationToken)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        CenteredRows.Round<T>(
            source, new RowRange(0, source.Count!.Value), new double[source.Dimension], WorkerTeam.Alone, cancellationToken);

    private static string ElementType<T>() =>
        typeof(T) == typeof(float) ? "<f4"
        : typeof(T) == typeof(double) ? "<f8"
        : throw new NotSupportedException($"{typeof(T).Name} has no .npy type here; use float or double");
}
