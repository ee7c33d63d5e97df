using System.Globalization;
using System.Numerics;
using System.Text.Json;
using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Runs;

/// <summary>The files of a run. Each appears whole.</summary>
internal sealed class RunDirectory
{
    private RunDirectory(string path)
    {
        Path = path;
        Metrics = new MetricsFile(InFolder("metrics.csv"));
        Checkpoint = new Checkpoint(InFolder("checkpoint"));
    }

    public string Path { get; }

    public MetricsFile Metrics { get; }

    public Checkpoint Checkpoint { get; }

    public string CurvesPath => InFolder("curves.png");

    /// <summary>A folder for a new run.</summary>
    /// <exception cref="RequestException">There is a run in it already.</exception>
    public static RunDirectory Create(string path)
    {
        if (File.Exists(System.IO.Path.Combine(path, "run.json")))
            throw new RequestException(
                $"{path} holds a run already; choose another --out, or go on with it: lae train --resume {path}");
        if (File.Exists(path)) throw new RequestException($"{path} is a file; choose another --out");
        return new RunDirectory(path);
    }

    /// <summary>A folder for a run that may have been begun in it.</summary>
    public static RunDirectory At(string path) => new(path);

    /// <summary>The folder of a run that is to go on.</summary>
    /// <exception cref="BadDataException">There is no run in it.</exception>
    public static (RunDirectory Folder, RunRecord Record) Open(string path)
    {
        var file = System.IO.Path.Combine(path, "run.json");
        if (!File.Exists(file)) throw new BadDataException($"{path} holds no run (there is no {file}); give the folder of one");
        try
        {
            return (new RunDirectory(path), RunJson.ReadRun(File.ReadAllText(file)));
        }
        catch (JsonException failure)
        {
            throw new BadDataException($"{file} is not a run's record ({failure.Message}); restore it, or start anew", failure);
        }
    }

    public void WriteRecord(RunRecord record) => AtomicFile.WriteText(InFolder("run.json"), RunJson.Write(record) + "\n");

    public void WriteMean(double[] mean) => NpyFile.Write(InFolder("mean.npy"), mean);

    public void WriteWeights<T>(Method method, Weights<T> weights) where T : unmanaged, IFloatingPointIeee754<T> =>
        WriteWeights(Path, method, weights);

    public void WriteSnapshot<T>(int epoch, Method method, Weights<T> weights) where T : unmanaged, IFloatingPointIeee754<T> =>
        WriteWeights(InFolder(string.Create(CultureInfo.InvariantCulture, $"snapshots/epoch-{epoch:D6}")), method, weights);

    public void WriteCurves(RunOptions options)
    {
        var (method, optimizer) = (options.Training.Method, options.Training.UsedOptimizer);
        var title = optimizer is null ? method.Title : $"{method.Title}, {optimizer.Title}";
        new LearningCurvesFigure([Curves.Of(options, Metrics.Rows)], title, Curves.Subtitle(options)).Save(CurvesPath);
    }

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

    private string InFolder(string name) => System.IO.Path.Combine(Path, name);
}
