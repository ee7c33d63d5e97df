using System.Buffers.Binary;
using System.Security.Cryptography;
using static LinearAutoencoders.Tests.Data.Loading;

namespace LinearAutoencoders.Tests.Data;

public sealed class FingerprintTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Of(string descr, bool fortranOrder, string shape, params double[] stored) =>
        Load<float>(folder.Bytes("a.npy", NpyBytes.File(descr, fortranOrder, shape, NpyBytes.Payload(descr, stored)))).Fingerprint;

    [Fact]
    public void Fingerprint_IsTheSame_HoweverEqualDataIsStoredAndUsed()
    {
        var expected = Of("<f8", false, "(2, 3)", 1, 2, 3, 4, 5, 6);

        Assert.Equal(expected, Of(">f8", false, "(2, 3)", 1, 2, 3, 4, 5, 6));
        Assert.Equal(expected, Of("<f8", true, "(2, 3)", 1, 4, 2, 5, 3, 6));
        Assert.Equal(expected, Load<double>(folder.Text("a.csv", "1,2,3\n4,5,6\n")).Fingerprint);
        Assert.Equal(expected, Load<float>(folder.Gzip("a.tsv.gz", "1\t2\t3\n4\t5\t6\n"u8.ToArray()), AsRead).Fingerprint);
    }

    [Fact]
    public void Fingerprint_Differs_WithAValueOrAShape()
    {
        string[] prints =
        [
            Of("<f8", false, "(2, 3)", 1, 2, 3, 4, 5, 6),
            Of("<f8", false, "(3, 2)", 1, 2, 3, 4, 5, 6),
            Of("<f8", false, "(2, 3)", 1, 2, 3, 4, 5, 7),
            Of("<f8", true, "(2, 3)", 1, 2, 3, 4, 5, 6),
        ];

        Assert.Equal(prints.Length, prints.Distinct().Count());
    }

    [Fact]
    public void Fingerprint_IsSha256OfSizesAndValues()
    {
        var content = new byte[24 + 4 * 8];
        long[] sizes = [2, 2, 8];
        for (var i = 0; i < 3; i++) BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(8 * i), sizes[i]);
        for (var i = 0; i < 4; i++) BinaryPrimitives.WriteDoubleLittleEndian(content.AsSpan(24 + 8 * i), i + 0.5);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), Of("<f8", false, "(2, 2)", 0.5, 1.5, 2.5, 3.5));
    }
}
