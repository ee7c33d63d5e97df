namespace LinearAutoencoders.Tests.Components;

/// <summary>The bound of a certificate is never below the true angle.</summary>
public class CertificateBoundTests(ITestOutputHelper output)
{
    // Of the oracle: an eigenvector's entries are rounded.
    private const double OracleError = 8 * Close.Rounding;

    [Fact]
    public void NoTrueAngle_ExceedsItsBound() => Run(from: 0, problems: 400);

    /// <summary>The run that docs/certificate.md counts: --explicit only.</summary>
    [Fact(Explicit = true)]
    public void NoTrueAngle_ExceedsItsBound_InTenThousandProblems() => Run(from: 1000, problems: 10_000);

    private void Run(ulong from, int problems)
    {
        var (angles, informative, worst, tight) = (0, 0, 0.0, 0);
        for (var seed = from; seed < from + (ulong)problems; seed++)
            foreach (var (sine, bound) in new CertifiedProblem(seed).Angles())
            {
                angles++;
                if (bound >= Math.PI / 2) continue;
                informative++;
                var most = Math.Sin(bound) + OracleError;
                worst = Math.Max(worst, sine / most);
                if (sine > 0.1 * most) tight++;
                Assert.True(sine <= most, $"seed {seed}: {Math.Asin(sine):E3} off, the bound is {bound:E3}");
            }
        output.WriteLine(FormattableString.Invariant(
            $"{problems} problems, {angles} angles, {informative} with a bound below 90°, {tight} above a tenth of it, ")
            + FormattableString.Invariant($"the largest {worst:F3} of it"));
        Assert.True(informative > angles / 3, "hardly any bound says anything");
        Assert.True(tight > informative / 50, "all bounds are far too large");
    }
}
