using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <summary>Several rules side by side; the first in their order that finds a component decides.</summary>
/// <remarks>
///   Parallel analysis comes first: of the rules that need no model of the noise it is the one that simulations favour (Zwick and Velicer
///   1986; Peres-Neto, Jackson and Somers 2005). Minka's evidence supposes that all noise is equally large, and with many samples takes
///   any difference for a component. Cross-validation finds what predicts other columns; the elbow always finds something.
/// </remarks>
internal sealed record AutomaticCount : ComponentCount
{
    public override string ToString() => "auto";

    internal override CountDecision Resolve(CountProblem problem)
    {
        if (!problem.HasAllVariances) return LeadingCount.OfParallelAnalysis(problem);
        ComponentCountChoice[] choices =
            [ParallelAnalysis.Choose(problem), MinkaEvidence.Choose(problem), CrossValidation.Choose(problem), ScreeElbow.Choose(problem)];
        var deciding = choices.FirstOrDefault(choice => choice.Count > 0);
        return deciding is { Count: { } count }
            ? new(count, Invariant($"{deciding.Rule}, the first rule that found any: {deciding.Explanation}"), choices)
            : new(1, "no rule found a component; the first one is fitted all the same", choices);
    }
}
