using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Formats;

/// <summary>Opens .npy files: numbers of every kind but complex ones, either byte order, rows or columns together.</summary>
internal static class NpyReader
{
    /// <summary>For error messages.</summary>
    public const string AcceptedTypes =
        "accepted are float16, float32, float64, integers of 8 to 64 bits and bool; convert it with astype";

    /// <summary>A 2-dimensional array, one sample a row.</summary>
    public static IRawSource OpenSamples(StoredFile stored, CancellationToken cancellationToken) => InputFile.Read(stored, file =>
    {
        var header = NpyHeader.Read(file);
        if (header.Shape.Length != 2)
            throw file.Bad(
                $"the array is {Dimensions(header)}, but samples × features is needed; give it two dimensions with reshape");
        return Open(stored, file, header);
    }, cancellationToken);

    /// <summary>A 1-dimensional array, as a single row.</summary>
    public static IRawSource OpenVector(StoredFile stored, CancellationToken cancellationToken) => InputFile.Read(stored, file =>
    {
        var header = NpyHeader.Read(file);
        if (header.Shape.Length != 1)
            throw file.Bad($"the array is {Dimensions(header)}, but a vector is needed; give it one dimension with reshape");
        return Open(stored, file, header);
    }, cancellationToken);

    /// <summary>An array in memory, of any element type and order; a vector as its one row.</summary>
    public static Matrix<double> ReadMatrix(string name, Stream stored) => InputFile.Read(name, stored, file =>
    {
        var header = NpyHeader.Read(file);
        if (header.Shape.Length is not (1 or 2)) throw file.Bad($"the array is {Dimensions(header)}; give it one dimension or two");
        return ByType(file, header, new Reading(file, header));
    }, CancellationToken.None);

    private sealed class Reading(InputFile file, NpyHeader header) : IForElement<Matrix<double>>
    {
        public Matrix<double> Run<TRaw>() where TRaw : unmanaged, INumber<TRaw>
        {
            var values = new TRaw[file.RequireArray(header.Shape, Unsafe.SizeOf<TRaw>())];
            file.ReadValues<TRaw>(values);
            file.RequireEnd();
            if (header.IsBigEndian) ReverseBytes<TRaw>(values);
            double[] widened = [.. values.Select(double.CreateTruncating)];
            if (header.Shape.Length == 1) return new(1, widened.Length, widened);
            var (rows, columns) = ((int)header.Shape[0], (int)header.Shape[1]);
            return header.IsFortranOrder ? new Matrix<double>(columns, rows, widened).Transpose() : new(rows, columns, widened);
        }
    }

    /// <summary>Does what the type of the elements asks for.</summary>
    /// <exception cref="BadDataException">They are no real numbers.</exception>
    public static TResult ByType<TResult>(InputFile file, NpyHeader header, IForElement<TResult> work) =>
        header.ElementType.TrimStart(['<', '>', '|', '=']) switch
        {
            "f2" => work.Run<Half>(),
            "f4" => work.Run<float>(),
            "f8" => work.Run<double>(),
            "i1" => work.Run<sbyte>(),
            "i2" => work.Run<short>(),
            "i4" => work.Run<int>(),
            "i8" => work.Run<long>(),
            "u1" or "b1" => work.Run<byte>(),
            "u2" => work.Run<ushort>(),
            "u4" => work.Run<uint>(),
            "u8" => work.Run<ulong>(),
            _ => throw file.Bad($"the elements are {header.ElementType}; {AcceptedTypes}"),
        };

    private static IRawSource Open(StoredFile stored, InputFile file, NpyHeader header) =>
        ByType(file, header, new Opening(stored, file, header));

    private sealed class Opening(StoredFile stored, InputFile file, NpyHeader header) : IForElement<IRawSource>
    {
        public IRawSource Run<TRaw>() where TRaw : unmanaged, INumber<TRaw>
        {
            // Columns lie together: a row is all over the file, so it is read whole.
            if (header.IsFortranOrder && header.Shape.Length == 2) return ReadColumns<TRaw>(file, header);
            var source = new NpySource<TRaw>(stored, header);
            source.RequirePossible(file);
            return source;
        }
    }

    private static ColumnSamples<TRaw> ReadColumns<TRaw>(InputFile file, NpyHeader header) where TRaw : unmanaged, INumber<TRaw>
    {
        var values = new TRaw[file.RequireArray(header.Shape, Unsafe.SizeOf<TRaw>())];
        file.ReadValues<TRaw>(values);
        file.RequireEnd();
        if (header.IsBigEndian) ReverseBytes<TRaw>(values);
        // Sizes beyond int are possible beside a zero, where there are no values.
        var (rows, columns) = values.Length == 0 ? (0, 0) : ((int)header.Shape[0], (int)header.Shape[1]);
        return new ColumnSamples<TRaw>(file.Name, rows, columns, values);
    }

    /// <summary>Exchanges big-endian and little-endian values.</summary>
    public static void ReverseBytes<TRaw>(Span<TRaw> values) where TRaw : unmanaged
    {
        // In blocks, because the casts count bytes in an int.
        const int block = 1 << 24;
        for (; values.Length > block; values = values[block..]) ReverseBytes(values[..block]);
        switch (Unsafe.SizeOf<TRaw>())
        {
            case 2:
                var halves = MemoryMarshal.Cast<TRaw, ushort>(values);
                BinaryPrimitives.ReverseEndianness(halves, halves);
                break;
            case 4:
                var words = MemoryMarshal.Cast<TRaw, uint>(values);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 8:
                var pairs = MemoryMarshal.Cast<TRaw, ulong>(values);
                BinaryPrimitives.ReverseEndianness(pairs, pairs);
                break;
        }
    }

    private static string Dimensions(NpyHeader header) => header.Shape.Length switch
    {
        0 => "a single value",
        1 => $"1-dimensional ({header.Shape[0]} values)",
        _ => $"{header.Shape.Length}-dimensional ({string.Join(" × ", header.Shape)})",
    };
}
