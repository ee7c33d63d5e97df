using System.Runtime.InteropServices;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data;

/// <summary>The arrays of a model: .npy files of doubles in memory.</summary>
internal static class ModelArrays
{
    public static byte[] Write(Matrix<double> matrix) =>
        [.. NpyHeader.Format("<f8", [matrix.Rows, matrix.Columns]), .. MemoryMarshal.AsBytes(matrix.AsSpan())];

    public static byte[] Write(IReadOnlyList<double> vector) =>
        [.. NpyHeader.Format("<f8", [vector.Count]), .. MemoryMarshal.AsBytes<double>(vector.ToArray())];

    /// <summary>A matrix; a vector as its one row.</summary>
    /// <exception cref="BadDataException">The bytes are no such file.</exception>
    public static Matrix<double> Read(string name, byte[] bytes) => InputFile.Read(name, new MemoryStream(bytes), file =>
    {
        var header = NpyHeader.Read(file);
        if (header.ElementType != "<f8" || header.IsFortranOrder || header.Shape.Length is not (1 or 2))
            throw file.Bad("it is no array of doubles as models have them; restore the file, or fit again");
        var values = new double[file.RequireArray(header.Shape, sizeof(double))];
        file.ReadValues<double>(values);
        file.RequireEnd();
        return new Matrix<double>(header.Shape.Length == 1 ? 1 : (int)header.Shape[0], (int)header.Shape[^1], values);
    }, CancellationToken.None);
}
