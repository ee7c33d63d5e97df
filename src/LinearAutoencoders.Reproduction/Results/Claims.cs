using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results.Statements;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Results;

/// <summary>The statements of the paper's section 7 and appendices H and I, each decided by what was measured.</summary>
internal static class Claims
{
    private static readonly Func<ReproductionResults, Claim>[] OnTheData =
    [
        ConvergenceClaims.UniformDoesNotAlign,
        ConvergenceClaims.NonUniformIsSlowest,
        ConvergenceClaims.RotationIsFastest,
        ConvergenceClaims.OnlyDeterministicFindsTheSubspace,
        ConvergenceClaims.AdamAccelerates,
        AgreementClaims.Figure2,
        ConvergenceClaims.VaeHasNoOrder,
    ];

    private static readonly Func<ReproductionResults, Claim>[] OfFigure4 =
    [
        ScalabilityClaims.RegularizedScaleWorse,
        ScalabilityClaims.RegularizedFailWithNesterov,
        ScalabilityClaims.AdamAcceleratesRegularized,
        ScalabilityClaims.AdamDoesNotSaveThem,
        ScalabilityClaims.RotationReachesAll,
        AgreementClaims.Figure4,
    ];

    private static readonly Func<ReproductionResults, Claim>[] OfTheAppendix =
    [
        LearningRateClaims.Table2,
        LearningRateClaims.Table3,
        PenaltyClaims.OptimalSlowTheStart,
        results => MiniBatchClaims.SameOrder(results, "fig7", 1000),
        results => MiniBatchClaims.SameOrder(results, "fig8", 100),
        MiniBatchClaims.MoreNoise,
    ];

    /// <summary>One claim a statement, always all of them, in the paper's order.</summary>
    public static IReadOnlyList<Claim> Evaluate(ReproductionResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var differentData = Curves.DataName(results.Data) == "MNIST" ? null : $"Measured on {Curves.DataName(results.Data)}; the paper has MNIST.";
        var profile = results.Profile == Profile.Paper ? null : $"These are the settings of the profile '{results.Profile.Name}', smaller than the paper's.";
        return
        [
            .. OnTheData.Select(claim => With(claim(results), differentData, profile)),
            .. OfFigure4.Select(claim => With(claim(results), null, profile)),
            .. OfTheAppendix.Select(claim => claim(results)).Select(claim => With(claim, claim.Where == "H, table 3" ? null : differentData, profile)),
        ];
    }

    // Whoever reads a verdict must know when it was not found with the paper's data and settings.
    private static Claim With(Claim claim, params string?[] remarks) => claim.Verdict == Verdict.NotMeasured ? claim
        : claim with { Explanation = string.Join(" ", remarks.Prepend(claim.Explanation).OfType<string>()) is { Length: > 0 } text ? text : null };
}
