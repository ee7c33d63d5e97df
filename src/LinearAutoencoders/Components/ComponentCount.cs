using System.Globalization;
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

    /// <summary>
    ///   As many as parallel analysis finds, or the next of Minka's evidence, cross-validation and the elbow where that finds none.
    ///   What each finds stands in the model: <see cref="Provenance.CountChoices"/>.
    /// </summary>
    public static ComponentCount Auto { get; } = new AutomaticCount();

    /// <summary>So many.</summary>
    public static implicit operator ComponentCount(int count) => Of(count);

    /// <summary>Reads what <see cref="object.ToString"/> writes: <c>20</c>, <c>0.95</c>, <c>auto</c>.</summary>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public static ComponentCount Parse(string text)
    {
        if (text == Auto.ToString()) return Auto;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return Of(count);
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share))
            return ShareOfVariance(share);
        throw new ArgumentException($"'{text}' is no number of components; give one such as 20, a share of variance such as 0.95, or auto");
    }

    /// <summary>Whether the data's spectrum decides.</summary>
    internal virtual bool LooksAtSpectrum => true;

    /// <summary>k for some data.</summary>
    internal abstract CountDecision Resolve(CountProblem problem);

    private sealed record FixedCount(int Count) : ComponentCount
    {
        internal override bool LooksAtSpectrum => false;

        public override string ToString() => Invariant($"{Count}");

        internal override CountDecision Resolve(CountProblem problem)
        {
            var (name, most) = (problem.Moments.Source.Name, problem.Moments.Dimension);
            return Count <= most ? new(Count) : throw new BadDataException(Invariant(
                $"{name} has {most} columns, so there are no {Count} components; ask for at most {most}"));
        }
    }

    private sealed record VarianceShare(double Share) : ComponentCount
    {
        public override string ToString() => Invariant($"{Share}");

        internal override CountDecision Resolve(CountProblem problem)
        {
            if (!problem.HasAllVariances) return LeadingCount.OfShare(Share, problem);
            var moments = problem.Moments;
            var (sum, count) = (0.0, 0);
            foreach (var value in moments.Spectrum.Eigenvalues)
            {
                sum += value;
                count++;
                if (sum >= Share * moments.Trace) break;
            }
            return new(count, Invariant($"the least that hold {Share:P1} of the variance"));
        }
    }
}
