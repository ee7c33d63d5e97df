using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>Experiments that make one report.</summary>
/// <param name="Command">The command that makes it.</param>
/// <param name="Title">Heads the report.</param>
/// <param name="FindingsTitle">Heads its table of findings.</param>
/// <param name="List">In the report's order.</param>
internal sealed record ExperimentSet(string Command, string Title, string FindingsTitle, IReadOnlyList<IExperiment> List)
{
    /// <summary>What stands for all of them.</summary>
    public string Everything { get; init; } = "all";

    /// <summary>Whether findings are held against the paper's, so that other data and sizes are to be remarked on.</summary>
    public bool IsOfThePaper { get; init; } = true;

    /// <summary>Those that are asked for, each once, in their order.</summary>
    /// <exception cref="RequestException">There is none of a name.</exception>
    public IReadOnlyList<IExperiment> Named(IReadOnlyList<string> names)
    {
        if (names.Contains(Everything)) return List;
        foreach (var name in names)
            if (List.All(experiment => experiment.Id != name))
                throw new RequestException($"there is no experiment '{name}'; "
                    + $"give some of {string.Join(", ", List.Select(experiment => experiment.Id))}, or {Everything}");
        return [.. List.Where(experiment => names.Contains(experiment.Id))];
    }
}
