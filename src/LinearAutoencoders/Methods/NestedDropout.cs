using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>
///   Nested dropout: a prefix length drawn per sample and step (section 5). Its expectation is what is reported as its loss.
/// </summary>
/// <param name="Rho">ρ of the geometric prior, between 0 and 1.</param>
public sealed record NestedDropout(double Rho = PrefixPrior.DefaultRho) : Method
{
    private static readonly Hyperparameter[] Settings =
        [PrefixPrior.RhoOption<NestedDropout>(method => method.Rho, (method, value) => method with { Rho = value })];

    /// <summary>ρ of the geometric prior.</summary>
    public double Rho { get; init => field = PrefixPrior.ValidRho(value); } = PrefixPrior.ValidRho(Rho);

    /// <inheritdoc/>
    public override string Name => "nested-dropout";

    /// <inheritdoc/>
    public override string Title => "Nested dropout";

    /// <inheritdoc/>
    public override MethodOrigin Origin => MethodOrigin.Paper;

    /// <inheritdoc/>
    public override bool NeedsSamples => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters => Settings;

    /// <inheritdoc/>
    public override Method InUnitsOf(double unit) => this;

    /// <inheritdoc/>
    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer) =>
        Expectation.DefaultLearningRate(spectrum, latentDimension, optimizer);

    /// <inheritdoc/>
    /// <remarks>
    ///   A sample's prefix is 1 / (1 − ρ) long on average; gathered samples and short products run at a fifth of the speed.
    /// </remarks>
    public override double EpochCost(ProblemSize size, MomentKind moment) =>
        40 * Math.Min(size.LatentDimension, 1 / (1 - Rho)) * size.Samples * size.Dimension;

    /// <inheritdoc/>
    public override IObjective<T> CreateObjective<T>(int latentDimension) => Expectation.CreateObjective<T>(latentDimension);

    /// <inheritdoc/>
    public override IUpdate<T> CreateUpdate<T>(UpdateContext<T> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var prior = PrefixPrior.Geometric(context.LatentDimension, Rho);
        return new GradientUpdate<T>(new Direction<T>(context, prior), context);
    }

    private DeterministicNestedDropout Expectation => new(Rho);

    /// <summary>New draws in each step.</summary>
    private sealed class Direction<T>(UpdateContext<T> context, PrefixPrior prior) : IDirection<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly NestedDropout<T> dropout = new(context.Samples, context.LatentDimension);
        private readonly RandomSource random = context.CreateRandom();

        public IReadOnlyList<StateArray> State => field ??= [StateArray.Of("draws", random.Words)];

        public double Evaluate(
            Batch batch, Weights<T> weights, Weights<T> direction, IReadOnlyList<OptimizerMemory<T>> memory, WorkerTeam team)
        {
            dropout.Draw(batch, prior, random);
            return dropout.Evaluate(weights, direction, team);
        }
    }
}
