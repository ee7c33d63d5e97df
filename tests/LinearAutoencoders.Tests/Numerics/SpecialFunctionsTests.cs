using CsCheck;
using LinearAutoencoders.Numerics;
using MathNet.Numerics.Distributions;
using Oracle = MathNet.Numerics.SpecialFunctions;

namespace LinearAutoencoders.Tests.Numerics;

/// <summary>Gamma and beta integrals are those of Math.NET, as far as that is right, and quantiles are their inverses.</summary>
public class SpecialFunctionsTests
{
    private static readonly Gen<double> Sizes = Gen.Double[-1, 4].Select(power => Math.Pow(10, power));

    private static readonly Gen<double> Shares = Gen.Double[-12, -0.001].Select(power => Math.Pow(10, power));

    // The oracle takes differences of logarithms of gamma functions, which are as large as the argument times its logarithm.
    private static double OracleError(double size) => 1e-13 * (1 + size * Math.Log(2 + size));

    [Fact]
    public void LogGamma_IsTheOracles() => Gen.Double[-3, 6].Sample(power =>
    {
        var x = Math.Pow(10, power);
        var expected = Oracle.GammaLn(x);
        Close.Assert(expected, SpecialFunctions.LogGamma(x), 1e-13 * (1 + Math.Abs(expected)), $"ln Γ({x})");
    }, iter: 2000);

    [Fact]
    public void LogGamma_OfWholeNumbers_IsOfFactorials()
    {
        var sum = 0.0;
        for (var n = 1; n <= 100; sum += Math.Log(n++)) Close.Assert(sum, SpecialFunctions.LogGamma(n), 1e-13 * (1 + sum), $"ln Γ({n})");
    }

    [Fact]
    public void Gamma_IsTheOracles() => Gen.Select(Sizes, Gen.Double[-3, 3]).Sample((a, deviations) =>
    {
        var x = Math.Max(0, a + deviations * Math.Sqrt(a));
        var (lower, upper) = SpecialFunctions.Gamma(a, x);
        Close.Assert(Oracle.GammaLowerRegularized(a, x), lower, OracleError(a), $"P({a}, {x})");
        Close.Assert(Oracle.GammaUpperRegularized(a, x), upper, OracleError(a), $"Q({a}, {x})");
    }, iter: 3000);

    [Fact]
    public void Beta_IsTheOracles() => Gen.Select(Sizes, Sizes, Gen.Double[0, 1]).Sample((a, b, x) =>
    {
        var (lower, upper) = SpecialFunctions.Beta(a, b, x, 1 - x);
        Close.Assert(Oracle.BetaRegularized(a, b, x), lower, OracleError(a + b), $"I_{x}({a}, {b})");
        Close.Assert(1, lower + upper, 1e-15, "both parts");
    }, iter: 3000);

    /// <summary>Whole numbers have closed forms: Q(n, x) is a Poisson sum, I_x(1, b) a power.</summary>
    [Fact]
    public void Tails_HaveAllTheirDigits() => Gen.Select(Gen.Int[1, 60], Gen.Double[0.1, 200], Gen.Double[0.001, 0.999]).Sample((n, x, y) =>
    {
        var (sum, term) = (0.0, Math.Exp(-x));
        for (var i = 0; i < n; term *= x / ++i) sum += term;
        Close.Assert(sum, SpecialFunctions.Gamma(n, x).Upper, 2e-13 * sum, $"Q({n}, {x})");
        var power = Math.Pow(y, n);
        Close.Assert(power, SpecialFunctions.Beta(1, n, 1 - y, y).Upper, 2e-13 * power, $"1 - I({n}, {y})");
    }, iter: 3000);

    [Fact]
    public void LargeArguments_FollowTheNormalDistribution()
    {
        foreach (var a in (double[])[1e6, 1e8, 1e10])
            // Its median is a − 1/3 + 8/(405 a).
            Close.Assert(0.5, SpecialFunctions.Gamma(a, a - 1.0 / 3).Upper, 1e-2 / a + 2e-15 * Math.Sqrt(a), $"the median of {a}");
    }

    [Fact]
    public void NormalQuantile_IsTheOracles() => Shares.Sample(above =>
    {
        var expected = -Normal.InvCDF(0, 1, above);
        Close.Assert(expected, Quantiles.Normal(above), 1e-9 * (1 + Math.Abs(expected)), $"normal {above}");
        if (above > 1e-3) Close.Assert(-expected, Quantiles.Normal(1 - above), 1e-9 * (1 + Math.Abs(expected)), "the other side");
    }, iter: 300);

    [Fact]
    public void ChiSquareQuantile_IsTheInverse() => Gen.Select(Sizes, Shares).Sample((degrees, above) =>
    {
        var x = Quantiles.ChiSquare(above, degrees);
        // The distribution itself has a density so large near 0 that doubles do not tell the shares apart.
        if (x > 1e-200) Close.Assert(above, SpecialFunctions.Gamma(degrees / 2, x / 2).Upper, 1e-12 * above, $"χ² {degrees} {above}");
    }, iter: 300);

    [Fact]
    public void FQuantile_IsTheOracles() => Gen.Select(Gen.Int[1, 60], Gen.Int[3, 3000], Gen.Double[0.001, 0.5]).Sample((k, d, above) =>
    {
        var expected = FisherSnedecor.InvCDF(k, d, 1 - above);
        Close.Assert(expected, Quantiles.F(above, k, d), 1e-6 * expected, $"F {k} {d} {above}");
    }, iter: 200);

    /// <summary>Printed in every book.</summary>
    [Fact]
    public void Quantiles_AreThoseOfTables()
    {
        Close.Assert(1.959963984540054, Quantiles.Normal(0.025), 1e-14, "normal");
        Close.Assert(3.841458820694124, Quantiles.ChiSquare(0.05, 1), 1e-14, "χ²₁");
        Close.Assert(18.307038053275146, Quantiles.ChiSquare(0.05, 10), 1e-13, "χ²₁₀");
        Close.Assert(4.964602743730711, Quantiles.F(0.05, 1, 10), 1e-13, "F");
    }
}
