using System.Numerics;

namespace LinearAutoencoders.Runs;

/// <summary>The precision of weights and steps.</summary>
internal enum Precision { Float32, Float64 }

/// <summary>Something that is written for any precision.</summary>
internal interface IForPrecision<TResult>
{
    TResult Run<T>() where T : unmanaged, IFloatingPointIeee754<T>;
}

internal static class PrecisionTypes
{
    /// <summary>Runs it with the element type of a precision: the one place where the one becomes the other.</summary>
    public static TResult Run<TResult>(this Precision precision, IForPrecision<TResult> work) =>
        precision == Precision.Float64 ? work.Run<double>() : work.Run<float>();
}
