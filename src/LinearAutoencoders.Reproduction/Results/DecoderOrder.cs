using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Reproduction.Results;

/// <summary>Which principal direction each column of a decoder is nearest to.</summary>
/// <param name="Columns">k.</param>
/// <param name="InPlace">Columns that are nearest to the direction of their own number: all of them when the decoder is
///   ordered.</param>
/// <param name="Distinct">Directions that some column is nearest to: all of them when the decoder is a permutation.</param>
internal sealed record DecoderOrder(int Columns, int InPlace, int Distinct)
{
    /// <summary>From UᵀW₂, k × k: the row of each column's largest entry by magnitude.</summary>
    public static DecoderOrder Of(Matrix<double> map)
    {
        int[] nearest = [.. Enumerable.Range(0, map.Columns)
            .Select(column => Enumerable.Range(0, map.Rows).MaxBy(row => Math.Abs(map[row, column])))];
        return new DecoderOrder(map.Columns, nearest.Where((row, column) => row == column).Count(), nearest.Distinct().Count());
    }
}
