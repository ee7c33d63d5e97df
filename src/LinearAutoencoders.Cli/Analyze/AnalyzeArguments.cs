using System.CommandLine;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Analyze;

/// <summary>The options that all analyses share: the data, k, the penalties, the prior, and where the results go.</summary>
internal sealed class AnalyzeArguments
{
    private readonly Option<string?> data = Options.Text("--data", $"what to analyse: {DataSource.Accepted}", "SRC");
    private readonly Option<bool> noCenter = Options.Flag(
        "--no-center", "analyse the data as it is, without subtracting each column's mean");
    private readonly Option<int?> k = Options.Integer("-k", "number of components to learn");
    private readonly TableArguments columns = new();
    private readonly HyperparameterOptions<Method> hyperparameters = new([new NonUniformL2(), new DeterministicNestedDropout()]);
    private readonly OutputArguments output = new();

    private IEnumerable<Option> All => [data, k, noCenter, .. columns.All, .. hyperparameters.All, .. output.All];

    /// <summary>Gives a command these options and some of its own.</summary>
    public void AddTo(Command command, Func<ParseResult, CancellationToken, int> execute, params Option[] own)
    {
        data.Required = k.Required = true;
        foreach (var option in All.Concat(own)) command.Options.Add(option);
        command.SetAction((line, cancellationToken) => Task.FromResult(execute(line, cancellationToken)));
    }

    public bool IsJson(ParseResult line) => output.IsJson(line);

    /// <summary>Reads the data and finds its spectrum.</summary>
    public AnalyzedData Read(ParseResult line, CancellationToken cancellationToken)
    {
        var source = line.GetRequiredValue(data)!;
        var latent = line.GetValue(k)!.Value;
        var penalized = (NonUniformL2)hyperparameters.Apply(line, new NonUniformL2());
        var dropout = (DeterministicNestedDropout)hyperparameters.Apply(line, new DeterministicNestedDropout());
        UsageException.Of(() =>
        {
            penalized.RequireFits(latent);
            return latent;
        });
        using var team = output.Team(line);
        var display = new RunDisplay(output.IsQuiet(line));
        using var watch = new LoadProgress(source, display.Say);
        var dataset = DataSource.Open(
            source, new DataOptions { Center = !line.GetValue(noCenter), Table = columns.Read(line) }, team, cancellationToken);
        display.SayNotes(source, dataset.Notes);
        dataset.RequireComponents(latent);
        var moments = new DataMoments(
            watch.Watch(dataset.Source), dataset.Center, team, cancellationToken: cancellationToken);
        moments.RequireComponents(latent);
        cancellationToken.ThrowIfCancellationRequested();
        var eigenvalues = moments.Spectrum.Eigenvalues;
        display.Say($"{source}: {NumberText.Count(moments.Count)} samples of {NumberText.Count(moments.Dimension)} values");
        return new AnalyzedData(dataset, [.. eigenvalues.Select(value => Math.Max(value, 0))], latent, penalized, dropout);
    }

    /// <summary>The folder for this analysis's files, made.</summary>
    public string Folder(ParseResult line, AnalyzedData analyzed, string analysis)
    {
        var folder = output.FolderOr(line, $"{Curves.DataName(analyzed.Source).ToLowerInvariant()}-{analysis}-k{analyzed.K}");
        using var claim = OutputFolder.Claim(folder, "analysis", []);
        claim.RemoveParts(below: false);
        return folder;
    }
}

/// <summary>Data as the analyses see it: a spectrum, and how it would be trained on.</summary>
/// <param name="Dataset">Where it came from.</param>
/// <param name="Eigenvalues">σ², m values, descending.</param>
/// <param name="K">k.</param>
/// <param name="Penalized">The penalties.</param>
/// <param name="Dropout">The prior over prefixes.</param>
internal sealed record AnalyzedData(
    Dataset Dataset, double[] Eigenvalues, int K, NonUniformL2 Penalized, DeterministicNestedDropout Dropout)
{
    /// <summary>As given.</summary>
    public string Source => Dataset.Name;

    public string Subtitle => $"{Curves.DataName(Source)}, k = {K}";

    public IReadOnlyList<double> Penalties => PenaltiesFor(K);

    /// <summary>The given penalties, or those that <c>lae train</c> takes.</summary>
    public IReadOnlyList<double> PenaltiesFor(int k) => ((NonUniformL2)PenaltyChoice.For(
        Penalized, Dataset, recipe: null, new Spectrum(Eigenvalues), k)).PenaltiesFor(k);

    public PrefixPrior Prior => PriorFor(K);

    public PrefixPrior PriorFor(int k) => PrefixPrior.Geometric(k, Dropout.Rho);

    /// <summary>The published rate of this data, or the default, as <c>lae train</c> takes it.</summary>
    public double LearningRate(Method method) => LearningRateChoice.For(
        Dataset, recipe: null, new TrainingOptions { Method = method, Optimizer = new Nesterov(), LatentDimension = K },
        new Spectrum(Eigenvalues), sampleCount: 1);
}
