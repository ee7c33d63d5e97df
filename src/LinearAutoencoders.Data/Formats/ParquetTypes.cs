using System.Numerics;
using Parquet.Data;
using Parquet.File.Values.Primitives;

namespace LinearAutoencoders.Data.Formats;

/// <summary>Keeps the types that Parquet.Net makes of a file's schema: in native code there is only what is named somewhere.</summary>
internal static class ParquetTypes
{
    /// <summary>Names every value type that a column can have, as one that may be missing.</summary>
    public static void Keep() => GC.KeepAlive(
        (Type[])[
            typeof(bool?), typeof(sbyte?), typeof(byte?), typeof(short?), typeof(ushort?), typeof(int?), typeof(uint?), typeof(long?),
            typeof(ulong?), typeof(Half?), typeof(float?), typeof(double?), typeof(decimal?), typeof(BigInteger?), typeof(Guid?),
            typeof(DateTime?), typeof(DateOnly?), typeof(TimeOnly?), typeof(TimeSpan?), typeof(Interval?), typeof(BigDecimal?),
        ]);
}
