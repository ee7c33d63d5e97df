using CsCheck;

namespace LinearAutoencoders.Tests;

/// <summary>Our own SHA-256 is the system's, however the bytes come.</summary>
public class Sha256Tests
{
    [Fact]
    public void Hash_IsTheSystems_InPiecesOfAnySize() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[1, 130]).Sample((bytes, piece) =>
        {
            using var own = new Sha256(isSystems: false);
            for (var start = 0; start < bytes.Length; start += piece)
            {
                Assert.Equal(System.Security.Cryptography.SHA256.HashData(bytes.AsSpan(0, start)), own.GetCurrentHash());
                own.AppendData(bytes.AsSpan(start, Math.Min(piece, bytes.Length - start)));
            }
            Assert.Equal(System.Security.Cryptography.SHA256.HashData(bytes), own.GetHashAndReset());
            Assert.Equal(System.Security.Cryptography.SHA256.HashData([]), own.GetHashAndReset());
        });

    [Theory]
    [InlineData(55)]
    [InlineData(56)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(1_000_003)]
    public void Hash_IsTheSystems_AroundTheEndOfABlock(int length)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31 >> 3))];
        using var own = new Sha256(isSystems: false);
        own.AppendData(bytes);
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(bytes), own.GetHashAndReset());
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(bytes), Sha256.HashData(new MemoryStream(bytes)));
    }
}
