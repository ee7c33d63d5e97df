using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Cli.Runs;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Objectives;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Analyze;

/// <summary>The options that the analyses share: the data, k, the penalties, the prior, and where the results go.</summary>
internal sealed class AnalysisArguments
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly DataArguments data = new("analyze");
    private readonly Option<int?> k = Options.Integer("-k", "number of components (required)");
    private readonly Option<double?> sqrtPenaltyMin = Options.Number("--sqrt-penalty-min", "root of the smallest ℓ₂ penalty [0.1]");
    private readonly Option<double?> sqrtPenaltyMax = Options.Number("--sqrt-penalty-max", "root of the largest; those between are evenly spaced [0.9]");
    private readonly Option<double?> rho = Options.Number("--rho", "ratio of nested dropout's geometric prior [0.9]");
    private readonly Option<string?> folder = Options.Text("--out", "folder for pictures and tables [none are written]", "DIR");
    private readonly Option<bool> json = Options.Flag("--json", "print the results as one JSON object");
    private readonly Option<bool> quiet = Options.Flag("--quiet", "no progress, no messages but errors");

    public IEnumerable<Option> Data => data.All;

    public Option LatentDimension => k;

    public IEnumerable<Option> Penalties => [sqrtPenaltyMin, sqrtPenaltyMax];

    public Option Rho => rho;

    public IEnumerable<Option> Output => [folder, json, quiet];

    public bool IsJson(ParseResult line) => line.GetValue(json);

    public string SourceName(ParseResult line) => Curves.DataName(data.ReadSource(line));

    /// <summary>Reads the data and computes σ², all m of it, descending; rounding below zero is made zero.</summary>
    public IReadOnlyList<double> ReadEigenvalues(ParseResult line, CancellationToken cancellation)
    {
        var source = data.ReadSource(line);
        var options = new DataOptions
        {
            Center = data.ReadCenter(line),
            Synthetic = (data.ReadRecipe(line, source) ?? new SyntheticRecipe()).ToOptions(),
        };
        var display = new RunDisplay(line.GetValue(quiet) || line.GetValue(json));
        var dataset = DataSource.Load<double>(source, options, cancellation);
        display.Say($"{source}: {Numbers.Count(dataset.Samples.Rows)} samples of {Numbers.Count(dataset.Samples.Columns)} values");
        using var team = new WorkerTeam(Environment.ProcessorCount);
        return [.. new TrainingData<double>(dataset.Samples, team).Components.Values.Select(value => Math.Max(value, 0))];
    }

    /// <summary>k, checked against the data.</summary>
    public int ReadLatentDimension(ParseResult line, IReadOnlyList<double> eigenvalues)
    {
        var count = line.GetValue(k) ?? throw new UsageException("-k is missing; give the number of components");
        if (count < 1 || count > eigenvalues.Count)
            throw new UsageException($"-k is {count}; the data has {eigenvalues.Count} columns, give a number from 1 to that");
        if (eigenvalues[count - 1] <= 1e-12 * eigenvalues[0])
            throw new UsageException($"component {count} of the data has no variance; give a smaller -k");
        return count;
    }

    /// <summary>λ of the published recipe for k components.</summary>
    public double[] ReadPenalties(ParseResult line, int latentDimension)
    {
        var (low, high) = (line.GetValue(sqrtPenaltyMin) ?? 0.1, line.GetValue(sqrtPenaltyMax) ?? 0.9);
        if (!(low > 0 && low < high && double.IsFinite(high)))
            throw new UsageException($"the roots of the penalties go from {low} to {high}; give 0 < --sqrt-penalty-min < --sqrt-penalty-max");
        return Penalty.EvenlySpacedRoots(latentDimension, low, high);
    }

    public PrefixPrior ReadPrior(ParseResult line, int latentDimension) => PrefixPrior.Geometric(latentDimension, line.GetValue(rho) ?? 0.9);

    /// <summary>Where a file goes, or null when none are wanted; makes the folder.</summary>
    public string? FilePath(ParseResult line, string name)
    {
        if (line.GetValue(folder) is not { } asked) return null;
        Directory.CreateDirectory(asked);
        return Path.Combine(asked, name);
    }

    public static void WriteJson(JsonObject results) => Console.Out.WriteLine(results.ToJsonString(Indented));

    /// <summary>A number as JSON has it: null for infinity.</summary>
    public static JsonNode? Json(double value) => double.IsFinite(value) ? value : null;
}
