using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>
///   The sizes of all experiments. Everything else - rates, penalties, priors, initial weights - is the paper's in all of them.
/// </summary>
internal sealed record Sizes
{
    /// <summary>As on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>The data where none is asked for.</summary>
    public string Data { get; init; } = "mnist";

    /// <summary>k of everything but figure 4 and tables 3 and 4.</summary>
    public required int K { get; init; }

    /// <summary>Full-batch epochs of figure 2.</summary>
    public required int Epochs { get; init; }

    /// <summary>Epochs of figure 2's runs after which figure 3 shows their decoders; epoch 0 comes on top.</summary>
    public required IReadOnlyList<int> Snapshots { get; init; }

    /// <summary>Samples of MNIST: smaller data gets as many more mini-batch epochs as make up for its fewer steps.</summary>
    public const int MiniBatchSamples = 60_000;

    /// <summary>Epochs of figures 7 and 8 on <see cref="MiniBatchSamples"/> samples, for each batch size.</summary>
    public required IReadOnlyDictionary<int, int> MiniBatchEpochs { get; init; }

    /// <summary>Epochs of figure 6.</summary>
    public required int PenaltyEpochs { get; init; }

    /// <summary>At most so many epochs for table 2's runs.</summary>
    public required int SearchEpochs { get; init; }

    /// <summary>What figure 4 and tables 3 and 4 draw.</summary>
    public required SyntheticRecipe Synthetic { get; init; }

    /// <summary>k of figure 4 and table 4.</summary>
    public required IReadOnlyList<int> LatentDimensions { get; init; }

    /// <summary>At most so many epochs for figure 4's and table 3's runs.</summary>
    public required int AlignmentEpochs { get; init; }

    /// <summary>
    ///   The largest √λ on synthetic data; the authors' code has min(0.1 (m − k − 1), 0.01 m) = 10 for all k of theirs.
    /// </summary>
    public double SyntheticSqrtPenaltyMax { get; init; } = 10;

    /// <summary>At most so many epochs for the runs beyond the paper; a fifth for what finds the subspace alone, and no axes.</summary>
    public required int StudyEpochs { get; init; }

    /// <summary>At most so many products of Σ for an eigensolver.</summary>
    public int StudyProducts { get; init; } = 400;

    /// <summary>Epochs times k of a run on the study's synthetic data, at most: an epoch costs as k².</summary>
    public int StudyWork { get; init; } = 100_000;

    /// <summary>k of the study's synthetic data.</summary>
    public required IReadOnlyList<int> StudyDimensions { get; init; }

    /// <summary>Seeds of runs that take seconds, unless the command line says otherwise.</summary>
    public required int CheapSeeds { get; init; }

    /// <summary>Sections 7, H and I of the paper.</summary>
    public static Sizes Paper { get; } = new()
    {
        Name = "paper",
        K = 20,
        Epochs = 30_000,
        Snapshots = [1000, 5000, 10_000],
        // The paper does not say how many epochs; the curves are flat by then.
        MiniBatchEpochs = new Dictionary<int, int> { [1000] = 2000, [100] = 500 },
        PenaltyEpochs = 1000,
        SearchEpochs = 30_000,
        Synthetic = new SyntheticRecipe(),
        LatentDimensions = [2, 5, 10, 20, 50, 100, 200, 300, 400, 500],
        AlignmentEpochs = 50_000,
        StudyEpochs = 10_000,
        StudyDimensions = [2, 5, 10, 20, 50, 100, 200, 300, 400, 500],
        CheapSeeds = 3,
    };

    /// <summary>Every effect within minutes.</summary>
    public static Sizes Quick { get; } = new()
    {
        Name = "quick",
        // Fewer dimensions are too easy: at k = 10 both nested dropouts align before the rotation shows what it can do.
        K = 20,
        Epochs = 6000,
        Snapshots = [1000, 3000, 6000],
        MiniBatchEpochs = new Dictionary<int, int> { [1000] = 100, [100] = 60 },
        PenaltyEpochs = 1000,
        SearchEpochs = 1000,
        // As many samples per dimension, and the same range of eigenvalues, so that the published learning rates apply.
        Synthetic = new SyntheticRecipe { Samples = 1600, Dimension = 320 },
        // The last: deterministic nested dropout, which keeps dimension k with probability 0.9ᵏ⁻¹, fails with Adam only where
        // such gradients vanish beside Adam's ε = 1e-8.
        LatentDimensions = [2, 5, 10, 20, 50, 300],
        AlignmentEpochs = 7000,
        StudyEpochs = 4000,
        StudyDimensions = [2, 10, 50],
        CheapSeeds = 1,
    };

    /// <summary>
    ///   With nothing fetched: on the digits that come with the library, whose epochs cost so little that all of the paper's can be done.
    /// </summary>
    public static Sizes Offline { get; } = Quick with
    {
        Name = "offline",
        Data = "digits",
        Epochs = Paper.Epochs,
        Snapshots = Paper.Snapshots,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Sizes> All { get; } = [Paper, Quick, Offline];
}
