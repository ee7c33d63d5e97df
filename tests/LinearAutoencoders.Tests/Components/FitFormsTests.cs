using System.Collections.Concurrent;
using System.Numerics.Tensors;
using CsCheck;
using LinearAutoencoders.Components;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using Microsoft.Extensions.Logging;

namespace LinearAutoencoders.Tests.Components;

/// <summary>Samples give the same model, bit for bit, in whatever form they come.</summary>
public class FitFormsTests
{
    private static readonly FitOptions Two = new() { Components = 2 };

    private static readonly Gen<Problem> Problems =
        Gen.Select(Gen.Int[2, 8], Gen.Int[3, 40], Gen.ULong).Select((m, n, seed) => new Problem(2, m, n, seed));

    [Fact]
    public void Fit_HasTheSameBits_InEveryForm() => Problems.Sample(problem =>
    {
        var samples = problem.Samples;
        var expected = PrincipalComponents.Fit(samples, 2);
        var square = new double[problem.N, problem.M];
        for (var i = 0; i < problem.N; i++)
            for (var j = 0; j < problem.M; j++) square[i, j] = samples[i, j];
        double[][] jagged = [.. Enumerable.Range(0, problem.N).Select(i => samples.Row(i).ToArray())];
        ReadOnlySpan<double> flat = samples.AsSpan();
        var tensor = Tensor.Create(flat.ToArray(), [problem.N, problem.M]);
        AssertSame(expected, PrincipalComponents.Fit(square, Two));
        AssertSame(expected, PrincipalComponents.Fit(jagged, Two));
        AssertSame(expected, PrincipalComponents.Fit(Rows(samples), Two));
        AssertSame(expected, PrincipalComponents.Fit(flat, problem.M, Two));
        AssertSame(expected, PrincipalComponents.Fit(tensor.AsReadOnlyTensorSpan(), Two));
    }, iter: 40);

    [Fact]
    public void Fit_OfATransposedTensor_ReadsItsRows()
    {
        var problem = new Problem(2, 5, 12, 3);
        var columns = Tensor.Create(problem.Samples.Transpose().AsSpan().ToArray(), [5, 12]);
        AssertSame(PrincipalComponents.Fit(problem.Samples, 2), PrincipalComponents.Fit(
            Tensor.PermuteDimensions(columns, [1, 0]).AsReadOnlyTensorSpan(), Two));
    }

    [Fact]
    public async Task FitAsync_HasTheSameBits_OfFloatsToo()
    {
        // More rows than one block of those that are kept.
        var samples = new Problem(2, 400, 700, 3).Normal(700, 400, stream: 1).ConvertTo<float>();
        var expected = PrincipalComponents.Fit(samples, 2);
        var options = new FitOptions { Components = 2 };
        AssertSame(expected, await PrincipalComponents.FitAsync(Async(samples), options));
        AssertSame(expected, await PrincipalComponents.FitAsync(new MatrixSource<float>(samples), options));
        float[][] jagged = [.. Enumerable.Range(0, samples.Rows).Select(i => samples.Row(i).ToArray())];
        AssertSame(expected, PrincipalComponents.Fit(jagged, options));
    }

    [Fact]
    public async Task FitAsync_EndsWhenItIsCancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var source = new MatrixSource<double>(new Problem(2, 5, 12, 3).Samples);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => PrincipalComponents.FitAsync(source, Two, cancellationToken: cancelled.Token));
    }

    [Fact]
    public void Fit_OfRaggedRows_NamesTheRow()
    {
        double[][] rows = [[1, 2, 3], [4, 5]];
        var refused = Assert.Throws<BadDataException>(() => PrincipalComponents.Fit(rows, Two));
        Assert.Equal("row 2 has 2 values but the first has 3; give the same number in every row", refused.Message);
    }

    [Fact]
    public void Fit_OfNoRows_SaysSo() =>
        Assert.Contains("no samples", Assert.Throws<BadDataException>(
            () => PrincipalComponents.Fit(Array.Empty<double[]>(), Two)).Message, StringComparison.Ordinal);

    [Fact]
    public void Fit_OfATensorOfOneDimension_IsRefused() => Assert.Throws<ArgumentException>(
        () => PrincipalComponents.Fit(Tensor.Create(new double[6], [6]).AsReadOnlyTensorSpan(), Two));

    [Fact]
    public void Progress_CountsAllRows()
    {
        var seen = new ConcurrentQueue<ReadingProgress>();
        var options = new FitOptions { Components = 2, Progress = new Listener(seen) };
        PrincipalComponents.Fit(new MatrixSource<float>(new Problem(2, 300, 500, 3).Samples.ConvertTo<float>()), options);
        Assert.Equal(1, seen.First().Pass);
        Assert.All(seen, progress => Assert.Equal(500, progress.Count));
        Assert.All(seen.GroupBy(progress => progress.Pass), pass => Assert.Equal(500, pass.Last().Rows));
        Assert.True(seen.Count > seen.Last().Pass, "more than one report a pass");
    }

    [Fact]
    public void Logger_IsToldWhatIsFound()
    {
        var logger = new Notes();
        var samples = new MatrixSource<double>(new Problem(2, 5, 40, 3).Samples, "mine.csv");
        var model = PrincipalComponents.Fit(samples, new() { Components = ComponentCount.Auto, Logger = logger });
        Assert.Equal("mine.csv: 40 rows of 5 columns were summed", logger.Lines[0]);
        Assert.Equal(logger.Lines[1..5], model.Provenance.CountChoices.Select(
            choice => $"mine.csv: {choice.Rule} finds {choice.Count} components ({choice.Explanation})"));
        Assert.StartsWith($"mine.csv: {model.Count} components with ", logger.Lines[5], StringComparison.Ordinal);
        Assert.Equal(6, logger.Lines.Count);
    }

    private static IEnumerable<double[]> Rows(Matrix<double> samples)
    {
        // The same array again and again.
        var row = new double[samples.Columns];
        for (var i = 0; i < samples.Rows; i++)
        {
            samples.Row(i).CopyTo(row);
            yield return row;
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<float>> Async(Matrix<float> samples)
    {
        var row = new float[samples.Columns];
        for (var i = 0; i < samples.Rows; i++)
        {
            if (i % 100 == 0) await Task.Yield();
            samples.Row(i).CopyTo(row);
            yield return row;
        }
    }

    private static void AssertSame(PrincipalComponents expected, PrincipalComponents actual)
    {
        for (var i = 0; i < expected.Count; i++) Close.AssertSameBits(expected.Components.Row(i), actual.Components.Row(i), "component");
        Close.AssertSameBits<double>([.. expected.ExplainedVariance], [.. actual.ExplainedVariance], "variances");
    }

    private sealed class Notes : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }

    private sealed class Listener(ConcurrentQueue<ReadingProgress> seen) : IProgress<ReadingProgress>
    {
        public void Report(ReadingProgress value) => seen.Enqueue(value);
    }
}
