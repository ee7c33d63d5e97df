namespace LinearAutoencoders.Moments;

/// <summary>What a search on rows needs to go on, and by which it is known again that the rows are the same.</summary>
internal static class SearchState
{
    private const string Basis = "lanczos-projected";
    private const string Rows = "data-moments";

    /// <summary>The state of a search, and the mean and trace of its data beside it.</summary>
    public static IReadOnlyList<StateArray> Of(IReadOnlyList<StateArray> search, double[] mean, double trace) =>
        [.. search, StateArray.Of<double>(Rows, (double[])[.. mean, trace])];

    /// <summary>Rows of the basis of a search that was saved; null: none was.</summary>
    public static int? Capacity(IReadOnlyList<StateArray>? saved) => saved?.FirstOrDefault(array => array.Name == Basis)?.Shape[0];

    /// <summary>What was saved, if it is of this data.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static IReadOnlyList<StateArray> RequireSame(IReadOnlyList<StateArray> saved, double[] mean, double trace, string name) =>
        saved.OfType<StateArray<double>>().FirstOrDefault(array => array.Name == Rows) is { } rows
        && rows.Values.Span.SequenceEqual([.. mean, trace])
            ? saved : throw new ArgumentException($"what was saved is of a search in other data than {name}; leave it out to begin anew");
}
