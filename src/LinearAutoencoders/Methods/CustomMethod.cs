using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>A method made of an update alone, for a single run or experiment: no type of its own, no name on the command line.</summary>
/// <typeparam name="TElement">The precision that the update is written for: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="UpdateName">What files and pictures call it.</param>
/// <param name="Update">Makes the update of a run.</param>
/// <param name="Objective">Makes the loss that is reported, given k; null: there is none.</param>
public sealed record CustomMethod<TElement>(
    string UpdateName, Func<UpdateContext<TElement>, IUpdate<TElement>> Update, Func<int, IObjective<TElement>>? Objective = null) : Method
    where TElement : unmanaged, IFloatingPointIeee754<TElement>
{
    /// <inheritdoc/>
    public override string Name => UpdateName;

    /// <inheritdoc/>
    public override string Title => UpdateName;

    /// <summary>Whether the update takes the optimizer of its run's options; set to false if it has steps of its own.</summary>
    public bool UsesOptimizer { get; init; } = true;

    /// <inheritdoc/>
    public override bool TakesOptimizer => UsesOptimizer;

    /// <summary>As for the plain reconstruction loss.</summary>
    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer) =>
        new Reconstruction().DefaultLearningRate(spectrum, latentDimension, optimizer);

    /// <inheritdoc/>
    public override IObjective<T>? CreateObjective<T>(int latentDimension) =>
        Objective is null ? null
        : Objective(latentDimension) as IObjective<T> ?? new RoundedObjective<T, TElement>(Objective(latentDimension));

    /// <inheritdoc/>
    public override IUpdate<T> CreateUpdate<T>(UpdateContext<T> context) =>
        Typed<IUpdate<T>>(Update(Typed<UpdateContext<TElement>>(context)));

    private TWanted Typed<TWanted>(object part) where TWanted : class => part as TWanted
        ?? throw new ArgumentException($"{UpdateName} is written for {typeof(TElement).Name} alone; train it in that precision");
}
