using System.Diagnostics;
using LinearAutoencoders.Cli.Model;
using LinearAutoencoders.Components;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Live;

/// <summary>A fit as its page shows it.</summary>
/// <param name="Data">What it is fitted to.</param>
/// <param name="State">What has become of it, in a word.</param>
/// <param name="Doing">What it does now.</param>
/// <param name="Steps">What its curves are over.</param>
/// <param name="Quantity">What they show.</param>
/// <param name="Components">A row each: name, variance so far, and the quantity.</param>
/// <param name="Certificate">The same of the end; null before.</param>
internal sealed record FitState(
    string Data, string State, string Doing, string Steps, string Quantity, IReadOnlyList<string[]> Components,
    IReadOnlyList<string[]>? Certificate);

/// <summary>A fit while it goes: its passes, how far each component may still be off, and at the end the certificate.</summary>
/// <param name="data">What it is fitted to.</param>
internal sealed class FitFeed(string data) : IFeed, IProgress<ReadingProgress>
{
    private readonly Lock gate = new();
    private readonly EventLog log = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly List<int> told = [];
    private FitState state = new(data, "running", "", "passes", "angle to the data's axis, at most, in degrees", [], null);
    private ReadingProgress reading;
    private int epoch;

    /// <inheritdoc/>
    public IReadOnlyList<FeedEvent> After(long id)
    {
        lock (gate)
        {
            log.Renew("fit", "fit", FeedJson.Fit(state.Doing.Length > 0 ? state : state with { Doing = Doing }));
            return log.After(id);
        }
    }

    /// <inheritdoc/>
    public void Refresh()
    {
        // All that there is was told to it.
    }

    /// <inheritdoc/>
    public void Report(ReadingProgress value)
    {
        lock (gate) reading = value;
    }

    /// <summary>Takes what a search knows of its components.</summary>
    public void Report(RitzEstimate estimate)
    {
        double[] angles = [.. Enumerable.Range(0, estimate.Count).Select(i => Math.Asin(estimate.Sine(i)))];
        lock (gate)
        {
            Show([.. angles.Select((angle, i) => new[]
            {
                NumberText.Count(i + 1), NumberText.Number(estimate.Values[i]), AngleText.Degrees(angle),
            })]);
            for (var i = 0; i < angles.Length; i++) Add(i, Math.Max(estimate.Passes, reading.Pass), angles[i] * 180 / Math.PI);
        }
    }

    /// <summary>Takes how far a method is that learns them.</summary>
    public void Report(MetricsRow row)
    {
        lock (gate)
        {
            epoch = row.Epoch;
            state = state with { Steps = "epochs", Quantity = "d_align" };
            Show([["all", "–", NumberText.Distance(row.AxisAlignment)]]);
            Add(0, row.Epoch, row.AxisAlignment);
        }
    }

    /// <summary>Takes the model.</summary>
    public void End(PrincipalComponents model)
    {
        lock (gate)
        {
            var held = NumberText.Percent(model.ExplainedVarianceRatio.Sum());
            state = state with
            {
                State = model.Provenance.IsInterrupted ? "stopped" : "completed",
                Doing = $"{model.Count} of {NumberText.Count(model.Dimension)} components hold {held} of the variance",
                Certificate = ModelReport.CertificateRows(model),
            };
        }
    }

    private string Doing
    {
        get
        {
            if (epoch > 0) return $"epoch {NumberText.Count(epoch)}";
            if (reading.Pass == 0) return "opening the data";
            var of = reading.Count is { } count ? $" of {NumberText.Count(count)}" : "";
            return $"pass {reading.Pass}: {NumberText.Count(reading.Rows)}{of} rows";
        }
    }

    /// <summary>Another number of components than before begins its curves again.</summary>
    private void Show(IReadOnlyList<string[]> components)
    {
        if (told.Count != components.Count)
        {
            told.Clear();
            told.AddRange(Enumerable.Repeat(0, components.Count));
        }
        state = state with { Components = components };
    }

    private void Add(int component, int steps, double value) =>
        log.Add($"rows {component}", "rows", FeedJson.Rows(component, told[component]++, [[steps, clock.Elapsed.TotalSeconds, value]]));
}
