using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>What a run has learned, as <c>run.json</c> keeps it. Numbers that are not finite are null.</summary>
internal sealed record LearningRecord
{
    /// <summary>How many of the components are learned.</summary>
    public required int Learned { get; init; }

    /// <summary>Why not all of them, in one word.</summary>
    public required string Obstacle { get; init; }

    /// <summary>How many more epochs the others should take at the pace of the last ones; null where that says nothing.</summary>
    public double? EpochsToGo { get; init; }

    /// <summary>The closing sentence.</summary>
    public required string Advice { get; init; }

    public required IReadOnlyList<ComponentRecord> Components { get; init; }

    public bool IsComplete => Learned == Components.Count;

    public static LearningRecord Of(LearningReport report, RunOptions options, IReadOnlyList<double> eigenvalues) => new()
    {
        Learned = report.Learned,
        Obstacle = ComponentRecord.Word(report.Obstacle.ToString()),
        EpochsToGo = report.EpochsToGo is { } epochs && double.IsFinite(epochs) ? Math.Ceiling(epochs) : null,
        Advice = LearningAdvice.Of(report, options, eigenvalues),
        Components = [.. report.Components.Select(ComponentRecord.Of)],
    };
}

/// <summary>One of them.</summary>
internal sealed record ComponentRecord(
    int Number, double? Length, double? Variance, double Eigenvalue, int? Eigenvector, double? Cosine, string State)
{
    public static ComponentRecord Of(LearnedComponent one) => new(
        one.Number, FiniteOrNull(one.Length), FiniteOrNull(one.Variance), one.Eigenvalue, one.Eigenvector, FiniteOrNull(one.Cosine),
        Word(one.State.ToString()));

    /// <summary><c>NotLearned</c> as <c>not learned</c>.</summary>
    public static string Word(string name) =>
        string.Concat(name.Select((letter, i) => char.IsUpper(letter) ? (i == 0 ? "" : " ") + char.ToLowerInvariant(letter) : $"{letter}"));

    private static double? FiniteOrNull(double value) => double.IsFinite(value) ? value : null;
}
