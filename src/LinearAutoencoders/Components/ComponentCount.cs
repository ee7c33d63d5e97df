using System.Globalization;
using LinearAutoencoders.Moments;
using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <summary>How many components to fit: a number, or what finds one.</summary>
public abstract record ComponentCount
{
    /// <summary>So many.</summary>
    /// <param name="count">k, at least 1.</param>
    public static ComponentCount Of(int count) => new FixedCount(Require.AtLeast(1, count, "the number of components"));

    /// <summary>The least number whose variances are together at least this share of the total.</summary>
    /// <param name="share">Above 0, below 1.</param>
    public static ComponentCount ShareOfVariance(double share) =>
        new VarianceShare(Require.Between(0, share, 1, "the share of variance"));

    /// <summary>So many.</summary>
    public static implicit operator ComponentCount(int count) => Of(count);

    /// <summary>Reads what <see cref="object.ToString"/> writes: <c>20</c>, <c>0.95</c>.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static ComponentCount Parse(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return Of(count);
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share))
            return ShareOfVariance(share);
        throw new ArgumentException($"'{text}' is no number of components; give one such as 20, or a share of variance such as 0.95");
    }

    /// <summary>k for some data, and how it was found if the user did not say it.</summary>
    internal abstract (int Count, string? Choice) Resolve(DataMoments moments);

    private sealed record FixedCount(int Count) : ComponentCount
    {
        public override string ToString() => Invariant($"{Count}");

        internal override (int, string?) Resolve(DataMoments moments) => Count <= moments.Dimension ? (Count, null)
            : throw new BadDataException(Invariant(
                $"{moments.Source.Name} has {moments.Dimension} columns, so there are no {Count} components; ")
                + Invariant($"ask for at most {moments.Dimension}"));
    }

    private sealed record VarianceShare(double Share) : ComponentCount
    {
        public override string ToString() => Invariant($"{Share}");

        internal override (int, string?) Resolve(DataMoments moments)
        {
            var (sum, count) = (0.0, 0);
            foreach (var value in moments.Spectrum.Eigenvalues)
            {
                sum += value;
                count++;
                if (sum >= Share * moments.Trace) break;
            }
            return (count, Invariant($"the least that hold {Share:P1} of the variance"));
        }
    }
}
