namespace LinearAutoencoders.Numerics;

/// <summary>How well the leading eigenpairs of a symmetric operator are known, and one more, so that the last has a gap.</summary>
/// <param name="Values">θ, descending: k values and the one behind them; −∞ behind the last of all.</param>
/// <param name="Residuals">‖A x − θ x‖ of each unit vector x: an eigenvalue lies no further from θ than that.</param>
/// <param name="Passes">Products with a block of rows so far.</param>
public sealed record RitzEstimate(IReadOnlyList<double> Values, IReadOnlyList<double> Residuals, int Passes)
{
    /// <summary>k.</summary>
    public int Count => Values.Count - 1;

    /// <summary>The distance from value i to where its neighbours' eigenvalues may be at the nearest; at least 0.</summary>
    public double Gap(int i)
    {
        var below = Values[i] - (Values[i + 1] + Residuals[i + 1]);
        var above = i == 0 ? double.PositiveInfinity : Values[i - 1] - Residuals[i - 1] - Values[i];
        return Math.Max(0, Math.Min(below, above));
    }

    /// <summary>A bound of the sine of the angle between x and the eigenvector, if no eigenvalue was missed (Davis and Kahan).</summary>
    /// <returns>At most 1.</returns>
    public double Sine(int i) => Residuals[i] == 0 ? 0 : Math.Min(1, Residuals[i] / Gap(i));

    /// <summary>The same of the operator times 2ᵉ.</summary>
    internal RitzEstimate Scaled(int exponent) => this with
    {
        Values = [.. Values.Select(value => Math.ScaleB(value, exponent))],
        Residuals = [.. Residuals.Select(residual => Math.ScaleB(residual, exponent))],
    };

    /// <summary>The residuals with what rounding may have hidden: some units in the last place of θ₁ for each pass.</summary>
    internal RitzEstimate WithRounding()
    {
        const double unit = 8.0 / (1L << 53);
        return this with { Residuals = [.. Residuals.Select(residual => residual + unit * Passes * Math.Max(0, Values[0]))] };
    }

    /// <summary>Whether each of the k vectors has an angle of this sine at most, or is as good as rounding lets it be.</summary>
    /// <param name="sine">The tolerance; 0 asks for rounding.</param>
    public bool IsAccurate(double sine)
    {
        // What is reached, whatever the spectrum: a few units in the last place of the largest value.
        const double rounding = 64.0 / (1L << 53);
        for (var i = 0; i < Count; i++)
            if (Residuals[i] > Math.Max(sine * Gap(i), rounding * Values[0])) return false;
        return true;
    }
}
