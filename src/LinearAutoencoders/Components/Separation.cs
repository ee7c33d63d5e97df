namespace LinearAutoencoders.Components;

/// <summary>Which components are axes, and which are only a subspace together, because of rounding or the size of the sample.</summary>
/// <param name="spectrum">The eigenvalues.</param>
/// <param name="rounding">Of Σ.</param>
/// <param name="sampling">Of the sample.</param>
/// <param name="count">k.</param>
internal sealed class Separation(KnownSpectrum spectrum, MomentRounding rounding, SamplingError sampling, int count)
{
    /// <summary>The subspaces in order, most of one component; the last may go on behind the components: its last is then k.</summary>
    /// <remarks>What is not separable is joined with the neighbour whose eigenvalue is the nearer, and looked at again.</remarks>
    public IReadOnlyList<Subspace> Subspaces()
    {
        var joined = new bool[count];   // i with i + 1
        for (var i = 0; i < count;)
        {
            var (first, last) = Around(i, joined);
            if (last == count || IsSeparable(first, last)) i = last + 1;
            else joined[Above(first) <= Below(last) ? first - 1 : last] = true;
        }
        var subspaces = new List<Subspace>();
        for (var i = 0; i < count; i = subspaces[^1].Last + 1) subspaces.Add(Around(i, joined));
        return subspaces;
    }

    private static Subspace Around(int i, bool[] joined)
    {
        var (first, last) = (i, i);
        while (first > 0 && joined[first - 1]) first--;
        while (last < joined.Length && joined[last]) last++;
        return new(first, last);
    }

    private bool IsSeparable(int first, int last)
    {
        var gap = Math.Min(Above(first), Below(last));
        if (double.IsPositiveInfinity(gap)) return true;
        // The sine of 45° is the root of a half.
        var error = rounding.OfProduct(spectrum.Largest, spectrum.Estimates[first]);
        if (error * error * (last - first + 1) * 2 > gap * gap) return false;
        for (var i = first; i <= last; i++)
            if (!(sampling.SquaredTangent(i, first, last) <= 1)) return false;
        return true;
    }

    private double Above(int first) => first == 0 ? double.PositiveInfinity : spectrum.Estimates[first - 1] - spectrum.Estimates[first];

    private double Below(int last) =>
        double.IsNegativeInfinity(spectrum.Upper(last + 1)) ? double.PositiveInfinity : spectrum.Estimates[last] - Estimate(last + 1);

    private double Estimate(int i) => i < spectrum.Estimates.Length ? spectrum.Estimates[i] : 0;
}

/// <summary>Components from first to last, from 0, that are one subspace.</summary>
internal readonly record struct Subspace(int First, int Last)
{
    public bool IsAxis => First == Last;

    /// <summary>Whether it goes on behind the last of k components.</summary>
    public bool IsOpen(int count) => Last >= count;
}
