#:project ../../src/LinearAutoencoders.Data
#:property PublishAot=false

// Every method with every optimizer at its default learning rate, on data of many shapes and scales: none may diverge, and what a run
// says that it learned must be so.
//
//   python3 tests/sets/sklearn-sets.py FOLDER        (or FOLDER = tests/LinearAutoencoders.Tests/Sets)
//   dotnet run -c Release tests/sets/default-rates.cs -- FOLDER [SPECTRA] [EPOCHS]        [200 1000]

using System.Collections.Concurrent;
using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Training;

var spectra = args.Length > 1 ? int.Parse(args[1], null) : 200;
var epochs = args.Length > 2 ? int.Parse(args[2], null) : 1000;
var data = RealSets(args[0]).Concat(Enumerable.Range(0, spectra).Select(RandomSpectrum));
var outcomes = new ConcurrentBag<Outcome>();
Parallel.ForEach(data, set =>
{
    foreach (var outcome in Runs(set.Name, set.Rows, epochs)) outcomes.Add(outcome);
});

Console.WriteLine("| method | optimizer | runs | diverged | all learned | components learned | reports that are wrong |");
Console.WriteLine("|---|---|--:|--:|--:|--:|--:|");
foreach (var group in outcomes.GroupBy(one => (one.Method, one.Optimizer)).OrderBy(group => group.Key))
    Console.WriteLine($"| {group.Key.Method} | {group.Key.Optimizer} | {group.Count()} | {group.Count(one => one.Diverged)} | "
        + $"{group.Count(one => one.Learned == one.K)} | {group.Sum(one => one.Learned)} of {group.Sum(one => one.K)} | "
        + $"{group.Count(one => one.Wrong)} |");
foreach (var one in outcomes.Where(one => one.Diverged || one.Wrong)) Console.WriteLine(one);

static IEnumerable<Outcome> Runs(string name, Matrix<double> rows, int epochs)
{
    var data = new TrainingData<float>(new LinearAutoencoders.Moments.MatrixSource<double>(rows), center: true, WorkerTeam.Alone);
    var rank = data.Spectrum.Rank;
    foreach (var k in new[] { 1, 2, 5, rows.Columns / 2, rows.Columns }.Select(k => Math.Clamp(k, 1, rank)).Distinct())
        foreach (var method in Method.Registry.All.Where(method => method.Origin == MethodOrigin.Paper))
            foreach (var optimizer in Optimizer.Registry.All)
            {
                var options = new TrainingOptions
                {
                    Method = method,
                    Optimizer = optimizer,
                    LatentDimension = k,
                    Epochs = epochs,
                    EvaluateEvery = epochs,
                };
                var result = new Trainer<float>(data, options, WorkerTeam.Alone).Run();
                var diverged = result.Reason == StopReason.Diverged;
                yield return new Outcome(
                    name, method.Name, optimizer.Name, k, diverged, diverged ? 0 : result.Learning.Learned,
                    !diverged && !IsTrue(result, data, method));
            }
}

// By plain loops: a unit is learned if its decoder column is along its eigenvector, and what it gives back is what the method leaves.
static bool IsTrue(TrainingResult<float> result, TrainingData<float> data, Method method)
{
    var (weights, k) = (result.Weights, result.Weights.LatentDimension);
    var (pairs, sigma, gains) = (data.LeadingComponents(k), data.SecondMoment, method.ExpectedGains(data.Spectrum, k));
    for (var i = 0; i < k; i++)
    {
        double dot = 0, decoder = 0, variance = 0;
        for (var j = 0; j < weights.DataDimension; j++)
        {
            dot += pairs.Vectors[i, j] * weights.DecoderTransposed[i, j];
            decoder += (double)weights.DecoderTransposed[i, j] * weights.DecoderTransposed[i, j];
            for (var l = 0; l < weights.DataDimension; l++) variance += weights.Encoder[i, j] * sigma[j, l] * weights.Encoder[i, l];
        }
        var cosine = Math.Abs(dot) / Math.Sqrt(decoder);
        var scale = Math.Sqrt(decoder * Math.Max(0, variance) / pairs.Values[i]) / gains[i];
        var says = result.Learning.Components[i].State == ComponentState.Learned;
        // On the border either answer is right.
        if (says && !(cosine > 0.9989 && Math.Abs(scale - 1) < 0.021)) return false;
        if (!says && cosine > 0.9991 && Math.Abs(scale - 1) < 0.019) return false;
    }
    return true;
}

static IEnumerable<(string Name, Matrix<double> Rows)> RealSets(string folder)
{
    foreach (var name in Directory.GetFiles(folder, "*.csv.gz").Order(StringComparer.Ordinal).Prepend("digits"))
    {
        var dataset = DataSource.Open(name);
        var rows = new TrainingData<double>(dataset.Source, center: true).Samples;
        yield return (Path.GetFileName(name), rows);
        yield return ($"{Path.GetFileName(name)}, standardised", Standardised(rows));
    }
}

static Matrix<double> Standardised(Matrix<double> rows)
{
    var deviations = Enumerable.Range(0, rows.Columns)
        .Select(j => Math.Sqrt(Enumerable.Range(0, rows.Rows).Average(i => rows[i, j] * rows[i, j]))).ToArray();
    int[] kept = [.. Enumerable.Range(0, rows.Columns).Where(j => deviations[j] > 1e-12)];
    var scaled = new Matrix<double>(rows.Rows, kept.Length);
    for (var i = 0; i < rows.Rows; i++)
        for (var j = 0; j < kept.Length; j++) scaled[i, j] = rows[i, kept[j]] / deviations[kept[j]];
    return scaled;
}

// Columns of falling, flat, spiked or power-law deviations, mixed by a few plane rotations, at a scale of 1e-5 to 1e5.
static (string Name, Matrix<double> Rows) RandomSpectrum(int seed)
{
    var random = new RandomSource((ulong)seed, stream: 77);
    var m = 3 + random.NextBelow(30);
    var (shape, decay, scale) = (seed % 4, random.NextUniform(), Math.Pow(10, 10 * random.NextUniform() - 5));
    var rows = new Matrix<double>(3 * m, m);
    random.FillNormal(rows.AsSpan());
    for (var j = 0; j < m; j++)
    {
        var deviation = shape switch
        {
            0 => Math.Pow(0.3 + 0.69 * decay, j),
            1 => 1 + 0.1 * decay * j / m,
            2 => j == 0 ? 1 + 100 * decay : 1,
            _ => Math.Pow(j + 1, -2 * decay),
        };
        for (var i = 0; i < rows.Rows; i++) rows[i, j] *= scale * deviation;
    }
    for (var turn = 0; turn < 3 * m; turn++)
    {
        var (a, b, angle) = (random.NextBelow(m), random.NextBelow(m), 2 * Math.PI * random.NextUniform());
        if (a == b) continue;
        for (var i = 0; i < rows.Rows; i++)
            (rows[i, a], rows[i, b]) = (
                Math.Cos(angle) * rows[i, a] - Math.Sin(angle) * rows[i, b], Math.Sin(angle) * rows[i, a] + Math.Cos(angle) * rows[i, b]);
    }
    return ($"spectrum {seed} (m = {m}, shape {shape}, scale {scale:0.0e0})", rows);
}

internal sealed record Outcome(string Data, string Method, string Optimizer, int K, bool Diverged, int Learned, bool Wrong);
