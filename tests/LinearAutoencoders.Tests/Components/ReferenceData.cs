using System.Text.Json;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Components;

/// <summary>Data sets that everybody has, and what scikit-learn says of them; reference.py beside the files makes them.</summary>
internal static class ReferenceData
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Components", "data");

    private static readonly Lazy<Dictionary<string, Dictionary<string, double>>> Expected =
        new(() => Read<Dictionary<string, double>>("reference.json"));

    private static readonly Lazy<Dictionary<string, double[]>> Evidences = new(() => Read<double[]>("evidence.json"));

    /// <summary>The numbers of one data set.</summary>
    public static Dictionary<string, double> Of(string name) => Expected.Value[name];

    /// <summary>The evidence of 1, 2, … components.</summary>
    public static double[] Evidence(string name) => Evidences.Value[name];

    /// <summary>Its samples, without the columns that do not vary.</summary>
    public static Matrix<double> Samples(string name)
    {
        var source = DataSource.Open(name == "digits" ? name : Path.Combine(Folder, name + ".npy")).Source;
        var rows = source.ReadBlocks(WorkerTeam.Alone, default).SelectMany(block =>
            Enumerable.Range(0, block.Rows).Select(i => block.Row(i).ToArray())).ToList();
        int[] varying = [.. Enumerable.Range(0, source.Dimension).Where(j => rows.Exists(row => row[j] != rows[0][j]))];
        var samples = new Matrix<double>(rows.Count, varying.Length);
        for (var i = 0; i < rows.Count; i++)
            for (var j = 0; j < varying.Length; j++)
                samples[i, j] = rows[i][varying[j]];
        return samples;
    }

    private static Dictionary<string, T> Read<T>(string file) =>
        JsonSerializer.Deserialize<Dictionary<string, T>>(File.ReadAllText(Path.Combine(Folder, file)))!;
}
