using System.Globalization;
using System.Numerics;
using System.Text.Json;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Exports;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Runs;

/// <summary>The files of a run. Each appears whole.</summary>
internal sealed class RunDirectory(string path)
{
    /// <summary>What the mark of a run's folder says that it holds.</summary>
    public const string Kind = "run";

    private const string RecordFile = "run.json", TimingFile = "timing.json", ModelFileName = "model.npz",
        LoadingsFileName = "loadings.csv", Snapshots = "snapshots",
        States = "checkpoint", LiveFile = "live.npy", DirectionsFile = "directions.npy";

    private static readonly string[] ModelFiles = [ModelFileName, LoadingsFileName];

    private MetricsFile? metrics;

    public string Path => path;

    public MetricsFile Metrics => metrics ??= new MetricsFile(MetricsPath);

    public Checkpoint Checkpoint { get; } = new(System.IO.Path.Combine(path, States));

    public string CurvesPath => InFolder("curves.png");

    private string MetricsPath => InFolder(MetricsFile.FileName);

    /// <summary>All names that a run writes into its folder.</summary>
    private static IReadOnlyCollection<string> Names { get; } =
    [
        RecordFile, TimingFile, ModelFileName, LoadingsFileName, MetricsFile.FileName, "curves.png", States, Snapshots, DirectionsFile,
        LiveFile, LiveRows.FileName,
        .. Method.Registry.All.SelectMany(method => WeightFiles(method, 1)).Append("mean.npy").Distinct(),
    ];

    /// <summary>Refuses a folder that holds anything but a run.</summary>
    /// <inheritdoc cref="OutputFolder.RequireOurs"/>
    public void RequireOurs()
    {
        if (RecordOfEarlierVersion() is null) OutputFolder.RequireOurs(path, Kind, Names);
    }

    /// <summary>Refuses a folder that the run's input lies in: no input is ever an output.</summary>
    /// <exception cref="RequestException">There is such an input.</exception>
    public void RequireNoInput(RunOptions options)
    {
        var folder = System.IO.Path.GetFullPath(path) + System.IO.Path.DirectorySeparatorChar;
        foreach (var input in new[] { options.Data, options.InitEncoder, options.InitDecoder })
            if (File.Exists(input) && System.IO.Path.GetFullPath(input).StartsWith(folder, StringComparison.Ordinal))
                throw new RequestException($"{input} is read and lies in the folder for the results; choose another --out");
    }

    /// <summary>Takes the folder until the result is disposed of, and removes what killed processes were writing in it.</summary>
    /// <inheritdoc cref="OutputFolder.Claim"/>
    public OutputFolder Claim()
    {
        if (RecordOfEarlierVersion() is { } record)
        {
            WriteRecord(WithChecksums(record));
            OutputFolder.MarkAsOurs(path, Kind);
        }
        var claim = OutputFolder.Claim(path, Kind, Names);
        claim.RemoveParts(below: true);
        return claim;
    }

    /// <summary>The record of the run in this folder, with its times; null when there is none.</summary>
    /// <exception cref="BadDataException">It is damaged.</exception>
    public RunRecord? ReadRecord()
    {
        var file = InFolder(RecordFile);
        if (!File.Exists(file)) return null;
        try
        {
            var text = File.ReadAllText(file);
            var sealedText = Seal.Remove(text);
            if (sealedText is null && OutputFolder.IsMarked(path, Kind)) throw new JsonException("its checksum is missing");
            return RunJson.ReadRun(sealedText ?? text) with { Timing = ReadTiming() };
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new BadDataException(
                $"{file} is not a run's record ({failure.Message}); restore it, or start anew with --force", failure);
        }
    }

    /// <inheritdoc cref="ReadRecord"/>
    /// <exception cref="BadDataException">There is none, or it is damaged.</exception>
    public RunRecord RequireRecord() => ReadRecord()
        ?? throw new BadDataException($"{path} holds no run (there is no {InFolder(RecordFile)}); give the folder of one");

    public void WriteRecord(RunRecord record)
    {
        if (record.Timing is { } timing) WriteTiming(timing);
        AtomicFile.WriteText(InFolder(RecordFile), Seal.Add(RunJson.Write(record)));
    }

    public void WriteTiming(TimingRecord timing) => AtomicFile.WriteText(InFolder(TimingFile), RunJson.Write(timing) + "\n");

    public void WriteMean(double[] mean) => NpyFile.Write(InFolder("mean.npy"), mean);

    /// <summary>U: the data's principal directions, k × m, which the run is measured against.</summary>
    public void WriteDirections(Matrix<double> directions) => NpyFile.Write(InFolder(DirectionsFile), directions.ConvertTo<float>());

    /// <summary>The decoder while the run goes on, for who watches it; no part of the result.</summary>
    public void WriteLive<T>(Weights<T> weights) where T : unmanaged, IFloatingPointIeee754<T> =>
        AtomicFile.WriteForNow(InFolder(LiveFile), stream => NpyFile.Write(stream, weights.DecoderTransposed.Transpose()));

    /// <summary>Removes it, at the end.</summary>
    public void RemoveLive()
    {
        if (File.Exists(InFolder(LiveFile))) Disk.Delete(InFolder(LiveFile));
    }

    /// <summary>Removes what a process has left that was killed as it ended the run, of which no state is kept.</summary>
    public void RemoveLeftovers()
    {
        if (OutputFolder.IsInUse(path)) return;
        RemoveLive();
        Checkpoint.Delete();
        OutputFolder.RemoveDeadOwner(path);
    }

    /// <summary>U (k × m) and the newest W₂ (m × k) there is; null without them.</summary>
    public (Matrix<double> Directions, Matrix<double> Decoder)? ReadDecoder()
    {
        var decoder = File.Exists(InFolder(LiveFile)) ? InFolder(LiveFile) : InFolder("decoder.npy");
        if (!File.Exists(decoder) || !File.Exists(InFolder(DirectionsFile))) return null;
        var (u, w2) = (NpyFile.Read<double>(InFolder(DirectionsFile)), NpyFile.Read<double>(decoder));
        return u.Columns == w2.Rows ? (u, w2) : null;
    }

    public void WriteWeights<T>(Method method, Weights<T> weights) where T : unmanaged, IFloatingPointIeee754<T> =>
        WriteWeights(path, method, weights);

    /// <summary>The model that a run left in a folder; null where there is none.</summary>
    public static string? ModelIn(string folder) =>
        System.IO.Path.Combine(folder, ModelFileName) is var model && File.Exists(model) ? model : null;

    /// <summary>The model, and, where columns have names, what each of them is in it.</summary>
    public void WriteModel(PrincipalComponents model)
    {
        model.Save(InFolder(ModelFileName));
        if (model.ColumnNames is not null) LoadingsFile.Save(model, InFolder(LoadingsFileName));
    }

    /// <summary>Removes a model that an interrupted run left.</summary>
    public void RemoveModel()
    {
        foreach (var name in ModelFiles.Where(name => File.Exists(InFolder(name)))) Disk.Delete(InFolder(name));
    }

    public void WriteSnapshot<T>(int epoch, Method method, Weights<T> weights) where T : unmanaged, IFloatingPointIeee754<T> =>
        WriteWeights(InFolder(SnapshotOf(epoch)), method, weights);

    public void WriteCurves(RunOptions options)
    {
        var (method, optimizer) = (options.Training.Method, options.Training.UsedOptimizer);
        var title = optimizer is null ? method.Title : $"{method.Title}, {optimizer.Title}";
        var curve = Curves.InFull(options, MetricsFile.Read(MetricsPath));
        new LearningCurvesFigure([curve], title, Curves.Subtitle(options)) { Alignment = AlignmentAxis.Logarithmic }.Save(CurvesPath);
    }

    /// <summary>The checksums of the files that hold what an ended run found, a line each; of the metrics, without their seconds.</summary>
    public IReadOnlyList<string> Checksums(RunOptions options, int epoch) =>
    [
        $"{MetricsFile.ChecksumOf(MetricsPath)}  metrics.csv",
        .. WeightFiles(options.Training.Method, options.Training.LatentDimension).Append("mean.npy").Select(Line),
        // Weights that learned nothing have no model, and columns without names no loadings.
        .. ModelFiles.Where(name => File.Exists(InFolder(name))).Select(Line),
        .. SnapshotChecksums(options, epoch),
    ];

    /// <summary>The same of the snapshots up to an epoch.</summary>
    public IReadOnlyList<string> SnapshotChecksums(RunOptions options, int epoch) =>
    [
        .. from snapshot in options.Training.Snapshots.Where(snapshot => snapshot <= epoch).Order()
           from name in WeightFiles(options.Training.Method, options.Training.LatentDimension)
           select $"{SnapshotOf(snapshot)}/{name}" into path
           where Directory.Exists(System.IO.Path.GetDirectoryName(InFolder(path)))
           select Line(path),
    ];

    /// <summary>Whether the files of an ended run are as they were written; those of earlier versions are only looked for.</summary>
    public bool HasItsFiles(RunRecord record)
    {
        if (record.Result is not { } result) return false;
        var found = Checksums(record.Options, result.Epoch);
        return result.Files is { } files ? files.SequenceEqual(found) : !found.Any(line => line.StartsWith(' '));
    }

    /// <summary>Copies an ended run, of which nothing is changed, into a folder that holds none yet.</summary>
    public void CopyTo(RunDirectory target, RunRecord record)
    {
        using var claim = target.Claim();
        if (target.ReadRecord() is not null) return;
        foreach (var name in Checksums(record.Options, record.Result!.Epoch).Select(line => line.Split("  ")[1]).Append("curves.png"))
        {
            if (!File.Exists(InFolder(name))) continue;
            using var from = File.OpenRead(InFolder(name));
            AtomicFile.Write(target.InFolder(name), from.CopyTo);
        }
        target.WriteRecord(WithChecksums(record));
    }

    /// <summary>Removes a run, and nothing but what a run has written.</summary>
    public void Clear()
    {
        metrics = null;
        if (!Directory.Exists(path)) return;
        // First, and on the disk: without it there is no run, whatever else is still there or comes back after a power cut.
        Disk.Delete(InFolder(RecordFile));
        Disk.SyncFolder(path);
        Checkpoint.Delete();
        if (Directory.Exists(InFolder(Snapshots)))
        {
            foreach (var folder in Directory.GetDirectories(InFolder(Snapshots), "epoch-*")) Disk.DeleteFolder(folder);
            if (!Directory.EnumerateFileSystemEntries(InFolder(Snapshots)).Any()) Disk.DeleteFolder(InFolder(Snapshots));
        }
        foreach (var name in Names.Where(name => File.Exists(InFolder(name)))) Disk.Delete(InFolder(name));
        Disk.SyncFolder(path);  // or an older state could come back under a newer record
    }

    /// <summary>Removes a run and its folder, unless something else is in it.</summary>
    /// <inheritdoc cref="Claim"/>
    public void Remove()
    {
        using var claim = Claim();
        Clear();
        claim.Abandon();
    }

    private static IEnumerable<string> WeightFiles(Method method, int k) =>
        method.Extras(k).Select(extra => extra.Name + ".npy").Prepend("decoder.npy").Prepend("encoder.npy");

    private static string SnapshotOf(int epoch) => string.Create(CultureInfo.InvariantCulture, $"{Snapshots}/epoch-{epoch:D6}");

    private static void WriteWeights<T>(string folder, Method method, Weights<T> weights) where T : unmanaged, IFloatingPointIeee754<T>
    {
        NpyFile.Write(System.IO.Path.Combine(folder, "encoder.npy"), weights.Encoder);
        NpyFile.Write(System.IO.Path.Combine(folder, "decoder.npy"), weights.DecoderTransposed.Transpose());
        var written = 0;
        foreach (var (name, count) in method.Extras(weights.LatentDimension))
        {
            NpyFile.Write(System.IO.Path.Combine(folder, name + ".npy"), weights.Extra.Slice(written, count).ToArray());
            written += count;
        }
    }

    private string Line(string name) => $"{ChecksumOf(InFolder(name))}  {name}";

    private static string? ChecksumOf(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return Convert.ToHexStringLower(Sha256.HashData(stream));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Null when it is missing or damaged: it says nothing that a result depends on.</summary>
    private TimingRecord? ReadTiming()
    {
        try
        {
            return RunJson.ReadTiming(File.ReadAllText(InFolder(TimingFile)));
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What is in a folder that has no mark, as earlier versions wrote none, but a run's record; else null.</summary>
    private RunRecord? RecordOfEarlierVersion()
    {
        try
        {
            return OutputFolder.IsMarked(path, Kind) ? null : ReadRecord();
        }
        catch (BadDataException)
        {
            return null;
        }
    }

    private RunRecord WithChecksums(RunRecord record) => record.Result is not { Files: null } result ? record
        : record with { Result = result with { Files = Checksums(record.Options, result.Epoch) } };

    private string InFolder(string name) => System.IO.Path.Combine(path, name);
}
