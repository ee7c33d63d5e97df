using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LinearAutoencoders.Data.Formats;

namespace LinearAutoencoders.Data;

/// <summary>State arrays in NumPy's .npy files: every bit is kept, whole numbers of 64 bits too.</summary>
internal static class NpyArray
{
    /// <summary>Makes or replaces a file with an array of its shape.</summary>
    public static void Write(string path, StateArray array)
    {
        switch (array)
        {
            case StateArray<float> values: Write(path, values, "<f4"); break;
            case StateArray<double> values: Write(path, values, "<f8"); break;
            case StateArray<int> values: Write(path, values, "<i4"); break;
            case StateArray<long> values: Write(path, values, "<i8"); break;
            case StateArray<ulong> values: Write(path, values, "<u8"); break;
            default: throw new NotSupportedException($"{array.Name} is of {array.ElementType.Name}; use float, double, int, long or ulong");
        }
    }

    /// <summary>Reads what <see cref="Write(string, StateArray)"/> wrote.</summary>
    /// <exception cref="BadDataException">The file cannot be read, or is not such a file.</exception>
    public static StateArray Read(string path, string name) => InputFile.Read<StateArray>(path, file =>
    {
        var header = NpyHeader.Read(file);
        if (header.IsFortranOrder) throw file.Bad("its values are in Fortran order, which no saved state has");
        return header.ElementType switch
        {
            "<f4" => Read<float>(file, header, name),
            "<f8" => Read<double>(file, header, name),
            "<i4" => Read<int>(file, header, name),
            "<i8" => Read<long>(file, header, name),
            "<u8" => Read<ulong>(file, header, name),
            _ => throw file.Bad($"its elements are {header.ElementType}, which no saved state has"),
        };
    }, CancellationToken.None);

    private static void Write<T>(string path, StateArray<T> array, string elementType) where T : unmanaged =>
        AtomicFile.Write(path, stream =>
        {
            stream.Write(NpyHeader.Format(elementType, [.. array.Shape]));
            stream.Write(MemoryMarshal.AsBytes(array.Values.Span));
        });

    private static StateArray<T> Read<T>(InputFile file, NpyHeader header, string name) where T : unmanaged
    {
        var values = new T[file.RequireArray(header.Shape, Unsafe.SizeOf<T>())];
        file.ReadValues<T>(values);
        file.RequireEnd();
        return StateArray.Of(name, values.AsMemory(), [.. header.Shape.Select(size => (int)size)]);
    }
}
