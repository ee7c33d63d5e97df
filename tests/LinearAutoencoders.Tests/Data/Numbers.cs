using CsCheck;

namespace LinearAutoencoders.Tests.Data;

/// <summary>Finite numbers of every size, the subnormal included: random bits.</summary>
internal static class Numbers
{
    public static Gen<double> Double { get; } = Gen.ULong.Select(BitConverter.UInt64BitsToDouble).Where(double.IsFinite);

    public static Gen<float> Single { get; } = Gen.UInt.Select(BitConverter.UInt32BitsToSingle).Where(float.IsFinite);
}
