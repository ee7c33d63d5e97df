using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Formats;

/// <summary>Opens .npy files: float32, float64 and uint8, either byte order, rows or columns together.</summary>
internal static class NpyReader
{
    /// <summary>For error messages.</summary>
    public const string AcceptedTypes =
        "accepted are float32, float64 (<f4 <f8 >f4 >f8) and uint8 (|u1); convert it with astype";

    /// <summary>Side of the squares in which a matrix is transposed: two of them fit into the first cache level.</summary>
    private const int Tile = 32;

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
        return header.ElementType switch
        {
            "<f4" or ">f4" => ReadAs<float>(file, header),
            "<f8" or ">f8" => ReadAs<double>(file, header),
            _ => throw file.Bad($"the elements are {header.ElementType}; accepted are float32 and float64, convert it with astype"),
        };
    }, CancellationToken.None);

    private static Matrix<double> ReadAs<TRaw>(InputFile file, NpyHeader header) where TRaw : unmanaged, INumber<TRaw>
    {
        var values = new TRaw[file.RequireArray(header.Shape, Unsafe.SizeOf<TRaw>())];
        file.ReadValues<TRaw>(values);
        file.RequireEnd();
        if (header.IsBigEndian) ReverseBytes<TRaw>(values);
        double[] widened = [.. values.Select(double.CreateTruncating)];
        if (header.Shape.Length == 1) return new(1, widened.Length, widened);
        var (rows, columns) = ((int)header.Shape[0], (int)header.Shape[1]);
        return new(rows, columns, header.IsFortranOrder ? Transpose(widened, columns, rows) : widened);
    }

    private static IRawSource Open(StoredFile stored, InputFile file, NpyHeader header) => header.ElementType switch
    {
        "<f4" or ">f4" => OpenAs<float>(stored, file, header),
        "<f8" or ">f8" => OpenAs<double>(stored, file, header),
        "|u1" => OpenAs<byte>(stored, file, header),
        _ => throw file.Bad($"the elements are {header.ElementType}; {AcceptedTypes}"),
    };

    private static IRawSource OpenAs<TRaw>(StoredFile stored, InputFile file, NpyHeader header) where TRaw : unmanaged, INumber<TRaw>
    {
        // Columns lie together: a row is all over the file, so it is read whole.
        if (header.IsFortranOrder && header.Shape.Length == 2) return ReadColumns<TRaw>(file, header);
        var source = new NpySource<TRaw>(stored, header);
        source.RequirePossible(file);
        return source;
    }

    private static RawSamples<TRaw> ReadColumns<TRaw>(InputFile file, NpyHeader header) where TRaw : unmanaged, INumber<TRaw>
    {
        var values = new TRaw[file.RequireArray(header.Shape, Unsafe.SizeOf<TRaw>())];
        file.ReadValues<TRaw>(values);
        file.RequireEnd();
        if (header.IsBigEndian) ReverseBytes<TRaw>(values);
        // Sizes beyond int are possible beside a zero, where there are no values.
        var (rows, columns) = values.Length == 0 ? (0, 0) : ((int)header.Shape[0], (int)header.Shape[1]);
        return new RawSamples<TRaw>(file.Name, rows, columns, Transpose(values, columns, rows));
    }

    /// <summary>Exchanges big-endian and little-endian values.</summary>
    public static void ReverseBytes<TRaw>(Span<TRaw> values) where TRaw : unmanaged
    {
        // In blocks, because the casts count bytes in an int.
        const int block = 1 << 24;
        for (; values.Length > block; values = values[block..]) ReverseBytes(values[..block]);
        if (Unsafe.SizeOf<TRaw>() == 4)
        {
            var words = MemoryMarshal.Cast<TRaw, uint>(values);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
        else
        {
            var words = MemoryMarshal.Cast<TRaw, ulong>(values);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }

    /// <summary>rows × columns values to columns × rows ones.</summary>
    private static TRaw[] Transpose<TRaw>(TRaw[] values, int rows, int columns)
    {
        var transposed = new TRaw[values.Length];
        for (var top = 0; top < rows; top += Tile)
            for (var left = 0; left < columns; left += Tile)
                for (var i = top; i < Math.Min(rows, top + Tile); i++)
                    for (var j = left; j < Math.Min(columns, left + Tile); j++)
                        transposed[j * rows + i] = values[i * columns + j];
        return transposed;
    }

    private static string Dimensions(NpyHeader header) => header.Shape.Length switch
    {
        0 => "a single value",
        1 => $"1-dimensional ({header.Shape[0]} values)",
        _ => $"{header.Shape.Length}-dimensional ({string.Join(" × ", header.Shape)})",
    };
}
