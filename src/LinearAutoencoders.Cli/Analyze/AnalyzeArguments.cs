using System.CommandLine;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Data;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Objectives;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Analyze;

/// <summary>The options that all analyses share: the data, k, the penalties, the prior, and where the results go.</summary>
internal sealed class AnalyzeArguments
{
    private readonly Option<string?> data = Options.Text("--data", $"what to analyse: {DataSource.Accepted}", "SRC");
    private readonly Option<bool> noCenter = Options.Flag("--no-center", "analyse the data as it is, without subtracting each column's mean");
    private readonly Option<int?> k = Options.Integer("-k", "number of components to learn (required)");
    private readonly Option<double?> sqrtPenaltyMin = Options.Number("--sqrt-penalty-min", "root of the smallest ℓ₂ penalty [0.1]");
    private readonly Option<double?> sqrtPenaltyMax = Options.Number("--sqrt-penalty-max", "root of the largest; those between are evenly spaced [0.9]");
    private readonly Option<double?> rho = Options.Number("--rho", "ratio of nested dropout's geometric prior [0.9]");
    private readonly OutputArguments output = new();

    public IEnumerable<Option> All => [data, k, noCenter, sqrtPenaltyMin, sqrtPenaltyMax, rho, .. output.All];

    public bool IsJson(ParseResult line) => output.IsJson(line);

    /// <summary>Reads the data and finds its spectrum.</summary>
    /// <exception cref="UsageException">Data or k is missing.</exception>
    public AnalyzedData Read(ParseResult line, CancellationToken cancellation)
    {
        var source = line.GetValue(data) ?? throw new UsageException($"--data is missing; give {DataSource.Accepted}");
        var latent = line.GetValue(k) ?? throw new UsageException("-k is missing; give the number of components to learn");
        var defaults = new TrainingOptions { Method = Method.NonUniformL2, LatentDimension = latent };
        var options = defaults with
        {
            SqrtPenaltyMin = line.GetValue(sqrtPenaltyMin) ?? defaults.SqrtPenaltyMin,
            SqrtPenaltyMax = line.GetValue(sqrtPenaltyMax) ?? defaults.SqrtPenaltyMax,
            Rho = line.GetValue(rho) ?? defaults.Rho,
        };
        options.RequireConsistent();
        using var team = output.Team(line);
        var dataset = DataSource.Open(source, new DataOptions { Center = !line.GetValue(noCenter) }, team, cancellation);
        dataset.RequireComponents(latent);
        var moments = new DataMoments(dataset.Source, dataset.Center, team, cancellation);
        var eigenvalues = moments.Spectrum.Eigenvalues;
        if (!(eigenvalues[latent - 1] > 1e-12 * eigenvalues[0]))
            throw new BadDataException($"{source}: component {latent} has no variance; use a smaller -k");
        new RunDisplay(output.IsQuiet(line)).Say($"{source}: {Numbers.Count(moments.Count)} samples of {Numbers.Count(moments.Dimension)} values");
        return new AnalyzedData(source, [.. eigenvalues.Select(value => Math.Max(value, 0))], options);
    }

    /// <summary>The folder for this analysis's files, made.</summary>
    public string Folder(ParseResult line, AnalyzedData analyzed, string analysis)
    {
        var folder = output.FolderOr(line, $"{Curves.DataName(analyzed.Source).ToLowerInvariant()}-{analysis}-k{analyzed.K}");
        Directory.CreateDirectory(folder);
        return folder;
    }
}

/// <summary>Data as the analyses see it: a spectrum, and how it would be trained on.</summary>
/// <param name="Source">As given.</param>
/// <param name="Eigenvalues">σ², m values, descending.</param>
/// <param name="Options">k, penalties and prior.</param>
internal sealed record AnalyzedData(string Source, double[] Eigenvalues, TrainingOptions Options)
{
    public int K => Options.LatentDimension;

    public string Subtitle => $"{Curves.DataName(Source)}, k = {K}";

    public double[] Penalties => PenaltiesFor(K);

    public PrefixPrior Prior => PriorFor(K);

    public double[] PenaltiesFor(int k) => Penalty.EvenlySpacedRoots(k, Options.SqrtPenaltyMin, Options.SqrtPenaltyMax);

    public PrefixPrior PriorFor(int k) => PrefixPrior.Geometric(k, Options.Rho);

    /// <summary>The published rate of this data, or the default, as <c>lae train</c> takes it.</summary>
    public double LearningRate(Method method) => LearningRateChoice.For(Source, method, OptimizerKind.Nesterov, K, new Spectrum(Eigenvalues));
}
