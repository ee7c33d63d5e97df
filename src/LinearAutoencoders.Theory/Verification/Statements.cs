using LinearAutoencoders.Theory.Verification.Beyond;

namespace LinearAutoencoders.Theory.Verification;

/// <summary>Every statement of the paper that <c>lae verify</c> decides, in the paper's order, and of what goes beyond it.</summary>
public static class Statements
{
    /// <summary>One object each; they keep no state.</summary>
    public static IReadOnlyList<IStatement> All { get; } =
    [
        new TransposeStatement(),
        new PositiveResidualStatement(),
        new LandscapeStatement(),
        new PrintedLandscapeStatement(),
        new OnlyTheseStationaryPoints(),
        new MinimumValueStatement(),
        new OthersAreHigherStatement(),
        new SaddleStatement(),
        new EmptyDimensionsStatement(),
        new CommutatorStatement(),
        new RewrittenLossStatement(),
        new RotatedPenaltyStatement(),
        new EscapeStatement(),
        new RayleighStatement(),
        new ScalingCurvatureStatement(),
        new RotationCurvatureStatement(),
        new ResidualIdentityStatement(),
        new EqualTermsStatement(),
        new ConditionBoundStatement(),
        new ExpectedDropoutStatement(),
        new SampledDropoutStatement(),
        new DropoutMinimaStatement(),
        new DropoutSearchStatement(),
        new DropoutScalingStatement(),
        new DropoutRotationStatement(),
        new RotationIsFirstOrderStatement(),
        new HebbianStatement(),
        new StaysTransposedStatement(),
        new StaysBalancedStatement(),
        new RotationKeepsLossStatement(),
        new FlowAlignsStatement(),
        new BrockettFallsStatement(),
        new OrderedIsStableStatement(),
        new LatentCovarianceFlowStatement(),
        new LinearRateStatement(),
        new PrintedRateStatement(),
        new WhitenedStatement(),
        new NoLossStatement(),
        new ElboGradientStatement(),
        new OptimalVaeStatement(),
        new BrockettUpdateStatement(),
        new RagUpdateStatement(),
        new GaugeKeepsReconstructionStatement(),
        new RitzGaugeStatement(),
        new PenaltyRotationStatement(),
        new VaeRotationStatement(),
        new BalanceStepStatement(),
        new GaugeCurvatureStatement(),
        new NesterovLimitStatement(),
        new GaugeRateStatement(),
        new GoldstoneStatement(),
    ];
}
