using System.Diagnostics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Runs;

/// <summary>Says how far the reading and the decomposition of data are: after a second, and then now and again.</summary>
internal sealed class LoadProgress : IDisposable
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1), Next = TimeSpan.FromSeconds(5);

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly string name;
    private readonly Timer timer;
    private volatile WatchedSource? pass;

    /// <summary>Begins to watch.</summary>
    /// <param name="name">The data.</param>
    /// <param name="say">Takes a line.</param>
    public LoadProgress(string name, Action<string> say)
    {
        this.name = name;
        timer = new Timer(_ => say(Line), null, First, Next);
    }

    /// <summary>The same rows; each pass over them is counted.</summary>
    public ISampleSource Watch(ISampleSource source) => source is LostRows ? source : pass = new WatchedSource(source);

    public void Dispose() => timer.Dispose();

    private string Line => $"{name}: {pass?.Phase ?? "reading the file"}, {NumberText.Seconds(clock.Elapsed.TotalSeconds)} so far";

    private sealed class WatchedSource(ISampleSource source) : ISampleSource
    {
        private readonly Stopwatch pass = new();
        private long rows;

        public int Dimension => source.Dimension;

        public long? Count => source.Count;

        public string Name => source.Name;

        /// <summary>What is being done: a pass over the rows, or what comes after it.</summary>
        public string Phase
        {
            get
            {
                if (!pass.IsRunning) return "finding its principal components";
                var (done, seconds) = (Interlocked.Read(ref rows), pass.Elapsed.TotalSeconds);
                var pace = done / Math.Max(seconds, 1e-3);
                var text = $"summing its second moment, {NumberText.Count(done)} rows at {NumberText.Count(pace)} a second";
                return Count is { } count && done > 0
                    ? $"{text}, {NumberText.Duration(TimeSpan.FromSeconds((count - done) / pace))} left" : text;
            }
        }

        public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
            Watch(source.ReadBlocks(team, cancellationToken));

        public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(RowRange some, WorkerTeam team, CancellationToken cancellationToken) =>
            Watch(source.ReadBlocks(some, team, cancellationToken));

        private IEnumerable<ReadOnlyMatrix<double>> Watch(IEnumerable<ReadOnlyMatrix<double>> blocks)
        {
            Interlocked.Exchange(ref rows, 0);
            pass.Restart();
            foreach (var block in blocks)
            {
                yield return block;
                Interlocked.Add(ref rows, block.Rows);
            }
            pass.Stop();
        }
    }
}
