namespace LinearAutoencoders.Data;

/// <summary>Where things are in the member <c>Model.key</c> of a model that ML.NET saved, as offsets in bytes.</summary>
/// <remarks>
///   A header of 256 bytes, the model, names (where each ends, then their characters, UTF-16), the assembly's name, and an end mark. The
///   layout is public, though documented only in ML.NET's source (ModelHeader).
/// </remarks>
internal static class MlNetLayout
{
    /// <summary>1.1.2: of the header, and of the PCA transformer.</summary>
    public const int KnownVersion = 0x00010002;

    public const int HeaderVersions = 8;
    public const int ModelStart = 16;
    public const int ModelBytes = 24;
    public const int NameEndsStart = 32;
    public const int NameEndsBytes = 40;
    public const int NamesStart = 48;
    public const int NamesBytes = 56;
    public const int Signature = 64;
    public const int Versions = 72;
    public const int Loader = 80;
    public const int EndStart = 128;
    public const int Length = 136;
    public const int AssemblyStart = 144;
    public const int AssemblyBytes = 152;
    public const int HeaderBytes = 256;

    /// <summary>What a member begins with.</summary>
    public static ReadOnlySpan<byte> HeaderSignature => "ML\0MODEL"u8;

    /// <summary>And ends with.</summary>
    public static ReadOnlySpan<byte> EndSignature => "LEDOM\0LM"u8;

    /// <summary>What says that it is a PCA transformer.</summary>
    public static ReadOnlySpan<byte> PcaSignature => "PCA\0FUNC"u8;
}
