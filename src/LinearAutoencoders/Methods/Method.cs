using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>What is trained, and how: everything that the library and the tool know of a method stands in its own type.</summary>
/// <remarks>
///   A method whose step is a gradient's inherits <see cref="GradientMethod"/>. <see cref="Registry"/> has the methods that can be asked
///   for by name; a method that is added there is one of the command line's too, with its hyperparameters as options.
/// </remarks>
public abstract record Method : Algorithm
{
    /// <summary>The methods that have a name on the command line.</summary>
    public static Registry<Method> Registry { get; } = new(
        "method", new Reconstruction(), new UniformL2(), new NonUniformL2(), new Rag(), new NestedDropout(),
        new DeterministicNestedDropout(), new LinearVae(), new GaugeFixed(),
        new VariableProjection(), new BalancedRag(), new AlignedVae(),
        new Oja(), new GeneralizedHebbian(), new EigenGame(), new MuEigenGame(), new Krasulina(), new Brockett(), new Spin(),
        new Oftadeh(), new Kunin(), new Goldstone(), new ProbabilisticPca(), new ZeroNoiseEm());

    /// <summary>Whose it is; nobody's by default.</summary>
    public virtual MethodOrigin Origin => MethodOrigin.Own;

    /// <summary>Whether a step looks at samples one by one, so that their second moment does not do.</summary>
    public virtual bool NeedsSamples => false;

    /// <summary>
    ///   Whether a rotation of data space before training only rotates what is learned, so that training may run in the eigenbasis of Σ.
    /// </summary>
    public virtual bool CommutesWithRotations => true;

    /// <summary>What of the principal components its minimum determines.</summary>
    public virtual SolutionKind Finds => SolutionKind.OrderedAxes;

    /// <summary>
    ///   How much of component i is in the reconstruction at the minimum, k values: 1, unless a penalty shrinks it; 0 when nothing is left.
    /// </summary>
    /// <param name="spectrum">Eigenvalues of Σ, at least the k leading ones.</param>
    /// <param name="latentDimension">k.</param>
    public virtual IReadOnlyList<double> ExpectedGains(Spectrum spectrum, int latentDimension) =>
        [.. Enumerable.Repeat(1.0, latentDimension)];

    /// <summary>The method with what follows from the data's spectrum, where that is left open; itself by default.</summary>
    /// <param name="spectrum">Eigenvalues of Σ, at least the k leading ones.</param>
    /// <param name="latentDimension">k.</param>
    public virtual Method ForSpectrum(Spectrum spectrum, int latentDimension) => this;

    /// <summary>
    ///   The method that takes the same path on data divided by a unit: its loss is divided by the unit's square, at the same weights.
    ///   Null where there is none, or nobody has said so: then data of any scale is trained on as it is.
    /// </summary>
    /// <param name="unit">A power of two.</param>
    public virtual Method? InUnitsOf(double unit) => null;

    /// <summary>Whether an optimizer takes the steps; a method of which this is false has steps of its own.</summary>
    public virtual bool TakesOptimizer => true;

    /// <summary>The gauges it can be trained in , its own first; none but none by default.</summary>
    public virtual IReadOnlyList<GaugeKind> Gauges => [GaugeKind.None];

    /// <summary>The optimizer that suits it where none is asked for.</summary>
    public virtual Optimizer PreferredOptimizer => new Nesterov();

    /// <summary>What becomes of the learning rate where that is not asked for: it stays, by default.</summary>
    /// <param name="inBatches">Whether the run is in mini-batches.</param>
    public virtual ScheduleKind PreferredSchedule(bool inBatches) => ScheduleKind.Constant;

    /// <summary>Whether its learning rate is the same on data of any scale; by default where the optimizer's steps are.</summary>
    public virtual bool IsScaleFree(Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        return TakesOptimizer && optimizer.IsScaleFree;
    }

    /// <summary>The angle (<see cref="Training.TrainingOptions.Tolerance"/>) at which the tool ends a run; null: none.</summary>
    public virtual double? PreferredTolerance => null;

    /// <summary>What the default learning rate is multiplied with in mini-batches: 1 by default.</summary>
    /// <param name="spectrum">The eigenvalues.</param>
    /// <param name="batchSize">Samples in a step.</param>
    public virtual double BatchRateFactor(Spectrum spectrum, long batchSize) => 1;

    /// <summary>The parameters it trains besides encoder and decoder, given k; they start at zero.</summary>
    public virtual IReadOnlyList<ExtraParameters> Extras(int latentDimension) => [];

    /// <summary>Checks what the hyperparameters alone cannot tell: that they fit k.</summary>
    /// <exception cref="ArgumentException">They do not; the message has the numbers and the remedy.</exception>
    public virtual void RequireFits(int latentDimension) { }

    /// <summary>α for data that nobody has tuned it on.</summary>
    /// <param name="spectrum">Eigenvalues of Σ, at least the k + 1 leading ones.</param>
    /// <param name="latentDimension">k.</param>
    /// <param name="optimizer">What takes the steps.</param>
    public abstract double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer);

    /// <summary>
    ///   Floating-point operations of the steps of an epoch, roughly: what is long is begun first, and time left is told by it.
    /// </summary>
    /// <param name="size">n, m and k.</param>
    /// <param name="moment">How Σ is held.</param>
    public virtual double EpochCost(ProblemSize size, MomentKind moment)
    {
        double n = size.Samples, m = size.Dimension, k = size.LatentDimension;
        return moment switch
        {
            MomentKind.Samples => 8 * k * n * m,
            MomentKind.Spectral => 8 * k * k * m,
            _ => 4 * k * m * m + 8 * k * k * m,
        };
    }

    /// <summary>Makes drawn or given weights such that the method can start from them, such as orthonormal ones; none by default.</summary>
    public virtual void Prepare<T>(Weights<T> weights) where T : unmanaged, IFloatingPointIeee754<T> { }

    /// <summary>
    ///   Makes trained weights the encoder and decoder that they stand for; they are these themselves by default. What metrics, files and
    ///   results have is this; what a run goes on from is not.
    /// </summary>
    /// <param name="weights">A copy of the weights, to be changed; all are finite.</param>
    /// <param name="moment">Σ of all samples, in the weights' coordinates.</param>
    /// <param name="team">Threads to use where they pay.</param>
    public virtual void ReadOut(Weights<double> weights, ISecondMoment<double> moment, WorkerTeam team) { }

    /// <summary>The loss that is reported, in double precision sums; null: the method descends none.</summary>
    public virtual IObjective<T>? CreateObjective<T>(int latentDimension) where T : unmanaged, IFloatingPointIeee754<T> => null;

    /// <summary>A gauge of this kind; null: there is none.</summary>
    internal virtual IGauge<T>? CreateGauge<T>(GaugeKind kind, GaugeSettings settings) where T : unmanaged, IFloatingPointIeee754<T> =>
        null;

    /// <summary>The steps of one run.</summary>
    public abstract IUpdate<T> CreateUpdate<T>(UpdateContext<T> context) where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>Parameters that a method trains besides encoder and decoder: they are written to <c>NAME.npy</c>.</summary>
/// <param name="Name">Such as <c>log_variances</c>.</param>
/// <param name="Count">How many.</param>
public readonly record struct ExtraParameters(string Name, int Count);

/// <summary>How large a run is.</summary>
/// <param name="Samples">n.</param>
/// <param name="Dimension">m.</param>
/// <param name="LatentDimension">k.</param>
public readonly record struct ProblemSize(long Samples, int Dimension, int LatentDimension);
