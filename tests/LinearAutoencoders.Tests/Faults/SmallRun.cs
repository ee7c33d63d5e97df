using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Faults;

/// <summary>A run of a few milliseconds with everything that a run can write, in a folder in memory where there is one.</summary>
internal sealed class SmallRun : IDisposable
{
    private readonly PreparedData<float> data;
    private readonly RunOptions options;
    private readonly bool mayRestart;

    public SmallRun(string method, string optimizer, Func<TrainingOptions, TrainingOptions>? change = null, bool mayRestart = false)
    {
        this.mayRestart = mayRestart;
        var memory = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        Folder = Directory.CreateDirectory(Path.Combine(memory, "lae-faults-" + Path.GetRandomFileName())).FullName;
        var file = Path.Combine(Folder, "data.npy");
        NpyFile.Write(file, new Problem(K: 3, M: 7, N: 23, Seed: 8).Samples.ConvertTo<float>());
        var training = new TrainingOptions
        {
            Method = Method.Registry[method],
            Optimizer = Optimizer.Registry[optimizer],
            LatentDimension = 3,
            LearningRate = 3e-3,
            InitialDeviation = 0.3,
            Epochs = 9,
            BatchSize = 9,
            EvaluateEvery = 2,
            CheckpointEvery = 3,
            Snapshots = new HashSet<int> { 0, 4 },
            Seed = 5,
        };
        options = RunOptions.Default(file, 3) with { Training = change?.Invoke(training) ?? training };
        data = PreparedData<float>.Load(options, WorkerTeam.Alone, null, CancellationToken.None);
    }

    public string Folder { get; }

    /// <summary>What the last execution said.</summary>
    public List<string> Said { get; } = [];

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Does the run, or goes on with it.</summary>
    public RunRecord Execute(
        string name, IDiskObserver? observer = null, int? cancelAfter = null, bool replaces = false,
        Func<TrainingOptions, TrainingOptions>? change = null, bool changesEpochs = false, bool redoes = false)
    {
        Said.Clear();
        using var cancellation = new CancellationTokenSource();
        var asked = change is null ? options : options.With(change);
        var run = new Run<float>(data, asked, new RunDirectory(PathOf(name)), new Canceller(cancellation, cancelAfter))
        {
            Say = Said.Add,
            MayRestart = mayRestart,
            Replaces = replaces,
            ChangesEpochs = changesEpochs,
            RedoesWhatIsDamaged = redoes,
        };
        Disk.Observer = observer;
        try
        {
            return run.Execute(WorkerTeam.Alone, cancellation.Token);
        }
        finally
        {
            Disk.Observer = null;
        }
    }

    /// <summary>All files of a run with their contents; times are the one thing that runs of the same bits do not share.</summary>
    public SortedDictionary<string, string> Files(string name)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(PathOf(name), "*", SearchOption.AllDirectories))
            files.Add(Path.GetRelativePath(PathOf(name), path), Content(path));
        return files;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Content(string path) => Path.GetFileName(path) switch
    {
        "timing.json" => "times",
        "metrics.csv" => string.Join('\n', File.ReadLines(path).Select(WithoutSeconds)),
        _ => Convert.ToBase64String(File.ReadAllBytes(path)),
    };

    private static string WithoutSeconds(string row) => string.Join(',', row.Split(',').Where((_, column) => column != 6));

    private sealed class Canceller(CancellationTokenSource cancellation, int? after) : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
            if (value.Kind == RunEventKind.EpochDone && value.Epoch >= after) cancellation.Cancel();
        }
    }
}
