using System.Globalization;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Theory.Curvature;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests;

/// <summary>Messages have a decimal point where the user's culture has a comma.</summary>
public class InvariantMessagesTests
{
    private static readonly TrainingOptions Options = new() { Method = new Rag(), LatentDimension = 3 };

    private static readonly Dictionary<string, Action> Refusals = new()
    {
        ["a learning rate"] = () => _ = Options with { LearningRate = -0.25 },
        ["an optimizer's learning rate"] = () => _ = new Nesterov<float>(new Weights<float>(1, 1), -0.25),
        ["Adam's learning rate"] = () => _ = new Adam<double>(new Weights<double>(1, 1), -0.25),
        ["a momentum"] = () => _ = new Nesterov(Momentum: -0.25),
        ["a prior"] = () => _ = new NestedDropout(Rho: -0.25),
        ["a penalty"] = () => _ = new NonUniformL2(Penalties: [-0.25]),
        ["one penalty for all"] = () => _ = new UniformL2<double>(-0.25),
        ["a range of penalties"] = () => new NonUniformL2(SqrtPenaltyMin: 0.5, SqrtPenaltyMax: 0.25).RequireFits(2),
        ["a hyperparameter"] = () => _ = new NestedDropout().Hyperparameters[0].With(new NestedDropout(), new[] { 0.25 }),
        ["a bar"] = () => _ = new BarFigure([-0.25], ""),
        ["a landscape's variances"] = () => _ = new LossLandscape((0.25, 1), (0.1, 0.1)),
        ["a landscape's penalty"] = () => _ = new LossLandscape((1, 0.5), (0.25, 0.75)),
        ["a margin"] = () => _ = OptimalPenalties.For([2, 1], 2, margin: 1.25),
    };

    public static TheoryData<string> Names => [.. Refusals.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Message_HasADecimalPoint_WhereTheCultureHasAComma(string name)
    {
        var refused = InACultureWithCommas(() => Assert.ThrowsAny<ArgumentException>(Refusals[name]));
        Assert.Matches(@"\d\.\d", refused.Message);
        Assert.DoesNotMatch(@"\d,\d", refused.Message);
    }

    private static T InACultureWithCommas<T>(Func<T> work)
    {
        var before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = culture;
        try
        {
            Assert.Equal("0,5", $"{0.5}");
            return work();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
