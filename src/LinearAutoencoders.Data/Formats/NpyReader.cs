using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearAutoencoders.Data.Formats;

/// <summary>Reads the values of .npy files: float32, float64 and uint8, either byte order, rows or columns together.</summary>
internal static class NpyReader
{
    /// <summary>For error messages.</summary>
    public const string AcceptedTypes = "accepted are float32, float64 (<f4 <f8 >f4 >f8) and uint8 (|u1); convert it with astype";

    /// <summary>Side of the squares in which a matrix is transposed: two of them fit into the first cache level.</summary>
    private const int Tile = 32;

    /// <summary>A 2-dimensional array, one sample a row.</summary>
    public static IRawSamples ReadSamples(InputFile file)
    {
        var header = NpyHeader.Read(file);
        if (header.Shape.Length != 2)
            throw file.Bad($"the array is {Dimensions(header)}, but samples × features is needed; give it two dimensions with reshape");
        return ReadValues(file, header, header.Shape);
    }

    /// <summary>A 1-dimensional array, as a single row.</summary>
    public static IRawSamples ReadVector(InputFile file)
    {
        var header = NpyHeader.Read(file);
        if (header.Shape.Length != 1)
            throw file.Bad($"the array is {Dimensions(header)}, but a vector is needed; give it one dimension with reshape");
        return ReadValues(file, header, [1, header.Shape[0]]);
    }

    private static IRawSamples ReadValues(InputFile file, NpyHeader header, long[] shape) => header.ElementType switch
    {
        "<f4" or ">f4" => ReadAs<float>(file, header, shape),
        "<f8" or ">f8" => ReadAs<double>(file, header, shape),
        "|u1" => ReadAs<byte>(file, header, shape),
        _ => throw file.Bad($"the elements are {header.ElementType}; {AcceptedTypes}"),
    };

    private static RawSamples<TRaw> ReadAs<TRaw>(InputFile file, NpyHeader header, long[] shape)
        where TRaw : unmanaged, INumber<TRaw>
    {
        var values = new TRaw[file.RequirePossible(shape, Unsafe.SizeOf<TRaw>())];
        file.ReadRest(values);
        if (header.ElementType[0] == '>') ReverseBytes<TRaw>(values);
        // Sizes beyond int are possible beside a zero, where there are no values.
        var (rows, columns) = values.Length == 0 ? (0, 0) : ((int)shape[0], (int)shape[1]);
        if (header.IsFortranOrder) values = Transpose(values, columns, rows);
        return new RawSamples<TRaw>(file.Name, rows, columns, values);
    }

    // In blocks, because the casts count bytes in an int.
    private static void ReverseBytes<TRaw>(Span<TRaw> values) where TRaw : unmanaged
    {
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
