using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LinearAutoencoders;

/// <summary>SHA-256 (FIPS 180-4): the system's where there is one, else our own, which is slower.</summary>
/// <remarks>On Linux .NET takes OpenSSL's, and ends the process where that is not installed, as in a bare container.</remarks>
internal sealed class Sha256 : IDisposable
{
    public const int HashSizeInBytes = 32;

    private const int BlockBytes = 64;

    private static readonly uint[] Start =
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    private static readonly uint[] Rounds =
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    private readonly IncrementalHash? system;
    private readonly uint[] state = [.. Start];
    private readonly byte[] pending = new byte[BlockBytes];
    private long length;

    /// <summary>Of nothing yet, by the system's or by our own.</summary>
    internal Sha256(bool isSystems) => system = isSystems ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;

    /// <summary>Whether the system has one.</summary>
    public static bool HasSystems { get; } = !OperatingSystem.IsLinux()
        || NativeLibrary.TryLoad("libssl.so.3", out _) || NativeLibrary.TryLoad("libssl.so.1.1", out _);

    /// <summary>Of nothing yet.</summary>
    public static Sha256 Create() => new(HasSystems);

    /// <summary>The hash of some bytes.</summary>
    public static byte[] HashData(ReadOnlySpan<byte> bytes)
    {
        using var hash = Sha256.Create();
        hash.AppendData(bytes);
        return hash.GetHashAndReset();
    }

    /// <summary>The hash of what is left of a stream.</summary>
    public static byte[] HashData(Stream stream)
    {
        using var hash = Sha256.Create();
        var buffer = new byte[1 << 16];
        for (int count; (count = stream.Read(buffer)) > 0;) hash.AppendData(buffer.AsSpan(0, count));
        return hash.GetHashAndReset();
    }

    /// <summary>The next bytes.</summary>
    public void AppendData(ReadOnlySpan<byte> bytes)
    {
        if (system is not null)
        {
            system.AppendData(bytes);
            return;
        }
        var held = (int)(length % BlockBytes);
        length += bytes.Length;
        if (held > 0)
        {
            var count = Math.Min(BlockBytes - held, bytes.Length);
            bytes[..count].CopyTo(pending.AsSpan(held));
            bytes = bytes[count..];
            if (held + count < BlockBytes) return;
            Add(pending);
        }
        for (; bytes.Length >= BlockBytes; bytes = bytes[BlockBytes..]) Add(bytes[..BlockBytes]);
        bytes.CopyTo(pending);
    }

    /// <summary>The hash of all so far; more may follow.</summary>
    public byte[] GetCurrentHash()
    {
        if (system is not null) return system.GetCurrentHash();
        using var copy = new Sha256(isSystems: false) { length = length };
        state.CopyTo(copy.state, 0);
        pending.CopyTo(copy.pending, 0);
        return copy.End();
    }

    /// <summary>The hash of all so far; then it is of nothing again.</summary>
    public byte[] GetHashAndReset()
    {
        if (system is not null) return system.GetHashAndReset();
        var hash = End();
        Start.CopyTo(state, 0);
        length = 0;
        return hash;
    }

    public void Dispose() => system?.Dispose();

    // A one, zeros up to eight bytes before the end of a block, and the number of bits.
    private byte[] End()
    {
        var bits = 8 * length;
        Span<byte> end = stackalloc byte[2 * BlockBytes];
        end[0] = 0x80;
        var zeros = (int)((2 * BlockBytes - 9 - length % BlockBytes) % BlockBytes);
        BinaryPrimitives.WriteInt64BigEndian(end[(1 + zeros)..], bits);
        AppendData(end[..(9 + zeros)]);
        var hash = new byte[HashSizeInBytes];
        for (var i = 0; i < state.Length; i++) BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(4 * i), state[i]);
        return hash;
    }

    private void Add(ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[64];
        for (var t = 0; t < 16; t++) w[t] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * t)..]);
        for (var t = 16; t < 64; t++) w[t] = Small(w[t - 2], 17, 19, 10) + w[t - 7] + Small(w[t - 15], 7, 18, 3) + w[t - 16];
        var (a, b, c, d, e, f, g, h) = (state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]);
        for (var t = 0; t < 64; t++)
        {
            var first = h + Large(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + Rounds[t] + w[t];
            var second = Large(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + first, c, b, a, first + second);
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    private static uint Small(uint x, int first, int second, int shift) =>
        BitOperations.RotateRight(x, first) ^ BitOperations.RotateRight(x, second) ^ (x >> shift);

    private static uint Large(uint x, int first, int second, int third) =>
        BitOperations.RotateRight(x, first) ^ BitOperations.RotateRight(x, second) ^ BitOperations.RotateRight(x, third);
}
