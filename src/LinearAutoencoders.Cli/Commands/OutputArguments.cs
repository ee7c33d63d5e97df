using System.CommandLine;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Cli;

/// <summary>The options of every command which do not change its results.</summary>
internal sealed class OutputArguments
{
    private const int MostThreads = 1024;

    private readonly Option<int?> threads = Options.Integer("--threads", "threads to use; results do not depend on it [all cores]");
    private readonly Option<string?> folder = Options.Text("--out", "folder for the results [a new one in runs/]", "DIR");
    private readonly Option<bool> force = Options.Flag("--force", "replace a run of lae in --out; other files are never replaced");
    private readonly Option<bool> noPicture = Options.Flag("--no-picture", "draw no curves");
    private readonly Option<bool> json = Options.Flag("--json", "print the results as one JSON object");
    private readonly Option<bool> quiet = Options.Flag("--quiet", "no progress, no messages but errors");

    public IEnumerable<Option> All => [threads, folder, json, quiet];

    /// <summary>Those of a command that has no folder for its results.</summary>
    public IEnumerable<Option> WithoutFolder => [threads, json, quiet];

    /// <summary>Those of a command whose results are one file.</summary>
    public IEnumerable<Option> OfFile => [threads, quiet];

    /// <summary>Those of a command that trains.</summary>
    public IEnumerable<Option> OfRuns => [.. All, noPicture, force];

    public Option Folder => folder;

    public Option Force => force;

    public bool Replaces(ParseResult line) => line.GetValue(force);

    public int Threads(ParseResult line) => Threads(line.GetValue(threads));

    /// <summary>So many threads as are asked for, or one for each core.</summary>
    /// <exception cref="UsageException">There cannot be so many.</exception>
    public static int Threads(int? asked) => asked switch
    {
        null => Environment.ProcessorCount,
        >= 1 and <= MostThreads and int count => count,
        var count => throw new UsageException($"--threads is {count}; it must be at least 1 and at most {MostThreads}"),
    };

    /// <summary>The folder asked for, or one in <c>runs/</c> that does not exist yet.</summary>
    public string FolderOr(ParseResult line, string name)
    {
        if (line.GetValue(folder) is { } asked) return asked;
        var first = Path.Combine("runs", name);
        return Enumerable.Range(2, int.MaxValue - 2).Select(i => $"{first}-{i}").Prepend(first).First(path => !Path.Exists(path));
    }

    /// <summary>Whether curves are drawn.</summary>
    public bool Draws(ParseResult line) => !line.GetValue(noPicture);

    public bool IsJson(ParseResult line) => line.GetValue(json);

    public bool IsQuiet(ParseResult line) => line.GetValue(quiet);

    /// <summary>The threads of a command that an MPI launcher may have started several times over, to share its work.</summary>
    public WorkerTeam SharedTeam(ParseResult line) => Ranks.Team(line.GetValue(threads));

    public WorkerTeam Team(ParseResult line) => new(Threads(line));
}
