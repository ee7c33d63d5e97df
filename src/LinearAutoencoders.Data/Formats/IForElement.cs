using System.Numerics;

namespace LinearAutoencoders.Data.Formats;

/// <summary>What is to be done with values, for each way in which a file can store one.</summary>
internal interface IForElement<out TResult>
{
    TResult Run<TRaw>() where TRaw : unmanaged, INumber<TRaw>;
}
