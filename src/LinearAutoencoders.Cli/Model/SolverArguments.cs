using System.CommandLine;
using System.Text.Json;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Components;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Model;

/// <summary>How components are found, and the memory that may take.</summary>
internal sealed class SolverArguments
{
    private static readonly Dictionary<string, EigenSolver> Solvers =
        Enum.GetValues<EigenSolver>().ToDictionary(solver => JsonNamingPolicy.KebabCaseLower.ConvertName(solver.ToString()));

    private readonly Option<string?> solver = Options.OneOf(
        "--solver", $"what finds the components: {string.Join(", ", Solvers.Keys)}; or a method that learns them: "
            + $"{string.Join(", ", Method.Registry.Names)} [auto: the cheapest for the data's shape and the memory]",
        [.. Solvers.Keys, .. Method.Registry.Names]);

    private readonly Option<long?> memory = Options.Bytes(
        "--max-memory", "memory that may be used beside that of the data [half of the machine's]");

    public IEnumerable<Option> All => [solver, memory];

    /// <summary>As the library takes it.</summary>
    public EigenOptions Search(ParseResult line, CancellationToken stop) => new()
    {
        Solver = line.GetValue(solver) is { } name && Solvers.TryGetValue(name, out var asked) ? asked : EigenSolver.Auto,
        Memory = line.GetValue(memory),
        Stop = stop,
    };

    /// <summary>Refuses a method that learns.</summary>
    /// <exception cref="UsageException">One is asked for.</exception>
    public void RequireSearch(ParseResult line)
    {
        if (line.GetValue(solver) is { } name && !Solvers.ContainsKey(name))
            throw new UsageException($"how long {name} learns cannot be planned; give one of {string.Join(", ", Solvers.Keys)}");
    }

    /// <summary>Refuses whatever needs complete rows.</summary>
    /// <exception cref="UsageException">It is asked for.</exception>
    public void RequireSecondMoment(ParseResult line, string what)
    {
        if (line.GetValue(solver) is { } name && name is not ("auto" or "second-moment"))
            throw new UsageException($"{what} makes Σ, from which all eigenvectors are computed; leave --solver {name} out");
    }

    /// <summary>The method that learns the components; null: they are computed.</summary>
    public Learner? Learner(
        ParseResult line, RunDisplay display, Action<MetricsRow> watch, WorkerTeam team, CancellationToken cancellationToken) =>
        line.GetValue(solver) is { } name && Method.Registry.TryFind(name, out var method)
            ? new TrainedSolver(method, display, watch, team, cancellationToken).Learner : null;
}
