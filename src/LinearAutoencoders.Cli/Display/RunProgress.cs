using System.Diagnostics;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Display;

/// <summary>Where a run stands: written by the run's thread, read by the display's.</summary>
internal sealed class RunProgress(string name, int epochs) : IProgress<RunEvent>
{
    private static readonly MetricsRow NotEvaluated = new()
    {
        Epoch = 0,
        Loss = double.NaN,
        ReconstructionLoss = double.NaN,
        AxisAlignment = double.NaN,
        OrderedAlignment = double.NaN,
        SubspaceDistance = double.NaN,
        TransposeDistance = double.NaN,
        Unbalance = double.NaN,
        Seconds = 0,
    };

    private readonly Lock gate = new();
    private readonly Stopwatch clock = new();
    private int epoch;
    private int firstEpoch;
    private MetricsRow metrics = NotEvaluated;
    private readonly Sparkline curve = new();

    /// <summary>Method and optimizer, as on the command line.</summary>
    public string Name => name;

    public int Epochs => epochs;

    public int Epoch => Volatile.Read(ref epoch);

    /// <summary>Where it was started or resumed.</summary>
    public int FirstEpoch => firstEpoch;

    public RunStatus Status { get; private set; }

    public MetricsRow Metrics
    {
        get
        {
            lock (gate) return metrics;
        }
    }

    /// <summary>log d_align over the epochs, in letters.</summary>
    public string Curve
    {
        get
        {
            lock (gate) return curve.ToString();
        }
    }

    /// <summary>Since the run was started or resumed.</summary>
    public double EpochsPerSecond => clock.Elapsed.TotalSeconds is > 0 and var seconds ? (Epoch - firstEpoch) / seconds : 0;

    public TimeSpan? TimeLeft => Status == RunStatus.Running && Epoch > firstEpoch
        ? TimeSpan.FromSeconds((epochs - Epoch) / EpochsPerSecond) : null;

    public static RunProgress Of(RunOptions options) => new(options.NameWith(" "), options.Training.Epochs);

    public void Report(RunEvent value)
    {
        switch (value.Kind)
        {
            case RunEventKind.Started:
                Start(value.Epoch);
                break;
            case RunEventKind.EpochDone:
                Volatile.Write(ref epoch, value.Epoch);
                break;
            case RunEventKind.Evaluated:
                lock (gate) Take(value.Metrics);
                break;
            case RunEventKind.Ended:
                clock.Stop();
                Status = value.Status;
                break;
        }
    }

    private void Take(MetricsRow row)
    {
        metrics = row;
        curve.Add((double)row.Epoch / Math.Max(epochs, 1), row.AxisAlignment);
    }

    private void Start(int fromEpoch)
    {
        firstEpoch = fromEpoch;
        epoch = fromEpoch;
        clock.Restart();
        Status = RunStatus.Running;
    }
}
