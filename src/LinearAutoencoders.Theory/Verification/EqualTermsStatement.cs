namespace LinearAutoencoders.Theory.Verification;

internal sealed class EqualTermsStatement : IStatement
{
    private const double H = 0.02;

    public Claim Claim { get; } = new(
        "(17), derivatives",
        "sum νⱼ₊₁/(νⱼ − νⱼ₊₁) over a geometric ν is stationary in each inner ν_l, with the second derivative printed",
        ClaimForm.Printed,
        "largest relative difference to finite differences",
        "seven points at h = 0.02 of the gap: 8! h⁶/560 of the second derivative, and rounding");

    public Measurement Measure(Trial trial)
    {
        var k = Math.Max(3, trial.Problem.LatentDimension);
        var ratio = 0.3 + 0.6 * trial.Random.NextUniform();
        double[] nu = [.. Enumerable.Range(0, k).Select(j => 0.9 * Math.Pow(ratio, j))];
        var worst = 0.0;
        for (var l = 1; l < k - 1; l++)
        {
            var (before, after) = (nu[l - 1] - nu[l], nu[l] - nu[l + 1]);
            var scale = Math.Min(before, after);
            double Sum(double move) => nu[l - 1] / (before - move) + nu[l + 1] / (after + move);
            var second = trial.Claimed(2 * nu[l - 1] / Math.Pow(before, 3) + 2 * nu[l + 1] / Math.Pow(after, 3));
            var first = FiniteDifference.First(Sum, H * scale) * scale / Sum(0);
            worst = Math.Max(worst, Math.Max(Math.Abs(first), Math.Abs(FiniteDifference.Second(Sum, H * scale) / second - 1)));
        }
        var limit = 40320.0 / 560 * Math.Pow(H, 6) + 16 * Math.ScaleB(1, -53) * 40 / (H * H);
        return new Measurement(worst, limit, FormattableString.Invariant($"ratio {ratio:0.00}, k = {k}"));
    }
}
