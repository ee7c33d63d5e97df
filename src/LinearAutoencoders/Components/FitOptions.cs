using LinearAutoencoders.Moments;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LinearAutoencoders.Components;

/// <summary>What is fitted, and how.</summary>
public sealed record FitOptions
{
    /// <summary>How many components.</summary>
    public required ComponentCount Components { get; init; }

    /// <summary>Whether the mean of each column is subtracted, as principal components want it. Default: yes.</summary>
    public bool Center { get; init; } = true;

    /// <summary>What each column is divided by. Default: nothing.</summary>
    public ColumnScale Scale { get; init; } = ColumnScale.None;

    /// <summary>A weight of each sample, n numbers that are not negative; null, the default: all count the same.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>
    ///   Whether missing values, NaN, are estimated together with the components, by expectation maximisation under probabilistic PCA;
    ///   else they are refused. Default: no.
    /// </summary>
    /// <remarks>
    ///   For values missing at random, a given number of components, and as many columns as Σ can be held of; not with weights. The
    ///   certificate's sampling error knows the number of rows, not how much of them was there: it is too small where much is missing.
    /// </remarks>
    public bool EstimateMissing { get; init; }

    /// <summary>Whether each component is held against the data once it is found. Default: yes.</summary>
    public bool Certify { get; init; } = true;

    /// <summary>How it is.</summary>
    public CertifyOptions Certification { get; init; } = new();

    /// <summary>How the components are looked for. Default: the cheapest way for the shape of the data and the memory.</summary>
    public EigenOptions Search { get; init; } = new();

    /// <summary>Told after each block of rows how far reading is; null, the default: nobody.</summary>
    public IProgress<ReadingProgress>? Progress { get; init; }

    /// <summary>What learns the components instead, from the data as it is weighted and scaled.</summary>
    internal Learner? Learner { get; init; }

    /// <summary>Told what is found, and how long it took; the default: nobody.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>The names of the columns, for the model.</summary>
    public IReadOnlyList<string>? ColumnNames { get; init; }
}

/// <summary>Something that learns components, such as a method of training.</summary>
/// <param name="Name">Of what it is.</param>
/// <param name="Learn">Weights whose decoder spans so many components of the data.</param>
internal sealed record Learner(string Name, Func<DataMoments, int, Weights<double>> Learn);
