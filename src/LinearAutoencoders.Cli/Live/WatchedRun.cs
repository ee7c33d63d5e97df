using LinearAutoencoders.Cli.Model;
using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Live;

/// <summary>A run as the page was told of it, and what its files say since.</summary>
internal sealed class WatchedRun(int id, StoredRun start)
{
    private static readonly string[] Files = ["run.json", "metrics.csv", LiveRows.FileName, "live.npy", "decoder.npy"];

    private StoredRun run = start;
    private readonly MetricsReader metrics = new(start.MetricsPath);
    private readonly CurveTeller curve = new(id);
    private string stamp = "", recordStamp = "", weightsStamp = "";
    private bool hasNewWeights;

    public int Id => id;

    public string Folder => run.Folder;

    public RunOptions Options => run.Options;

    public RunRecord Record => run.Record;

    public string State { get; private set; } = start.State;

    public CurveStyle Look { get; set; } = new("", "#000000", "", false);

    public MetricsRow? Last => Rows.Count > 0 ? Rows[^1] : null;

    private IReadOnlyList<MetricsRow> Rows => metrics.Rows;

    /// <summary>The epoch at which d_align should fall below 0.01.</summary>
    public double? Forecast { get; private set; }

    /// <summary>How far each axis of the model that an ended run left can be trusted, a row each; null while there is none.</summary>
    public IReadOnlyList<string[]>? Certificate { get; private set; }

    /// <summary>Seconds until all epochs are done, at the speed so far.</summary>
    public double? SecondsLeft => State == "running" && Rows is [var first, .., var last] && last.Epoch > first.Epoch
        ? (Options.Training.Epochs - last.Epoch) * (last.Seconds - first.Seconds) / (last.Epoch - first.Epoch) : null;

    /// <summary>Reads again what has changed.</summary>
    /// <returns>Whether anything has.</returns>
    public bool Update()
    {
        var now = string.Join('|', Files.Select(StampOf));
        var wasRunning = State == "running";
        if (now == stamp && !wasRunning) return false;
        try
        {
            if (now != stamp)
            {
                ReadRecord();
                metrics.Update();
                Forecast = AlignmentPace.EpochBelow(Rows, 0.01);
            }
        }
        catch (Exception gone) when (gone is BadDataException or IOException)
        {
            return false;  // it is being begun again, or was removed; what was seen stays
        }
        State = run.State;
        var weights = StampOf("live.npy") + StampOf("decoder.npy");
        hasNewWeights |= weights != weightsStamp;
        (weightsStamp, stamp) = (weights, now);
        return true;
    }

    private void ReadRecord()
    {
        var now = StampOf("run.json");
        if (now == recordStamp) return;
        run = StoredRun.Of(Folder);
        Certificate = run.Record.Result is not null && RunDirectory.ModelIn(Folder) is { } model
            ? ModelReport.CertificateRows(ModelFile.Load(model)) : null;
        recordStamp = now;
    }

    /// <summary>Tells of the rows that are new.</summary>
    public void TellRows(EventLog log) => curve.Tell(Rows, log);

    /// <summary>UᵀW₂ and the decoder's columns, if there are new ones.</summary>
    public string? TakeWeights()
    {
        if (!hasNewWeights) return null;
        hasNewWeights = false;
        try
        {
            return new RunDirectory(Folder).ReadDecoder() is { } found ? FeedJson.Weights(id, Map(found), found.Decoder, Shape()) : null;
        }
        catch (Exception gone) when (gone is BadDataException or IOException)
        {
            return null;
        }
    }

    private static Matrix<double> Map((Matrix<double> Directions, Matrix<double> Decoder) found)
    {
        var map = new Matrix<double>(found.Directions.Rows, found.Decoder.Columns);
        MatrixProduct.Multiply(found.Directions, found.Decoder, map);
        return map;
    }

    private (int Rows, int Columns)? Shape() => Curves.DataName(Options.Data) switch
    {
        "digits" => (8, 8),
        "MNIST" => (28, 28),
        _ => null,
    };

    private string StampOf(string name)
    {
        var file = new FileInfo(Path.Combine(Folder, name));
        return file.Exists ? $"{file.LastWriteTimeUtc.Ticks} {file.Length}" : "";
    }
}
