using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Training;

/// <summary>The weights that runs start from.</summary>
public static class InitialWeights
{
    /// <summary>Encoder, then transposed decoder: normal, from the seed alone, the same for all methods. Extras are zero.</summary>
    /// <param name="options">k, the seed, the deviation, and through the method the number of extras.</param>
    /// <param name="dimension">m.</param>
    /// <exception cref="ArgumentException">k is above m.</exception>
    public static Weights<T> Draw<T>(TrainingOptions options, int dimension) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(options);
        var k = options.LatentDimension;
        if (k > dimension) throw new ArgumentException($"k is {k} but the data has {dimension} columns; choose k of at most {dimension}");
        var weights = new Weights<T>(k, dimension, options.Method.Extras(k).Sum(extra => extra.Count));
        weights.FillNormal(new RandomSource(options.Seed, RandomStreams.Weights), options.InitialDeviation);
        return weights;
    }
}
