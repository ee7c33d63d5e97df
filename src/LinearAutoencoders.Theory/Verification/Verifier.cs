using System.Diagnostics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory.Verification;

/// <summary>Checks statements of the paper on problems.</summary>
public static class Verifier
{
    /// <summary>Checks every statement on every problem; one row a statement, in their order.</summary>
    /// <param name="statements">What to check; <see cref="Statements.All"/>.</param>
    /// <param name="problems">What to check it on.</param>
    /// <param name="seed">Determines every random choice.</param>
    /// <param name="cancellationToken">Stops between two statements.</param>
    public static IEnumerable<VerificationRow> Check(
        IReadOnlyList<IStatement> statements, IReadOnlyList<TheoryProblem> problems, ulong seed,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);
        ArgumentNullException.ThrowIfNull(problems);
        List<Trial> trials = [.. problems.Select((problem, trial) => new Trial(problem, new RandomSource(seed, (ulong)trial + 1)))];
        for (var i = 0; i < statements.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var clock = Stopwatch.StartNew();
            var statement = statements[i];
            var stream = (ulong)(i + 1) * 1_000_000;
            string? reason = null;
            var measured = new List<Measurement>();
            for (var number = 0; number < trials.Count; number++)
            {
                var trial = trials[number].With(new RandomSource(seed, stream + (ulong)number));
                if (statement.NotApplicable(trial) is { } broken) reason = broken;
                // A limit that is no number decides nothing.
                else if (statement.Measure(trial) is var one && double.IsFinite(one.Limit)) measured.Add(one);
                else reason = "its limit is not a finite number on this data";
            }
            var worst = measured.Count == 0 ? default : measured.MaxBy(one => one.Passed ? one.Strain : double.MaxValue);
            yield return new VerificationRow(
                statement.Claim, worst, measured.Count, clock.Elapsed.TotalSeconds, measured.Count == 0 ? reason : null);
        }
    }
}
