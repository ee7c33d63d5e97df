using System.Globalization;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Cli;

/// <summary>Small data sets that many people know, from <c>tests/sets/sklearn-sets.py</c>.</summary>
internal static class Sets
{
    /// <summary>The file of one: iris, wine, breast_cancer, diabetes or linnerud, as it is.</summary>
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Sets", name + ".csv.gz");

    /// <summary>Its rows less their mean.</summary>
    public static Matrix<double> Centred(string path)
    {
        var dataset = DataSource.Open(path);
        return new TrainingData<double>(dataset.Source, center: true).Samples;
    }

    /// <summary>Writes one with columns of mean 0 and variance 1.</summary>
    public static string WriteStandardized(this Tool tool, string name)
    {
        var rows = Centred(PathOf(name));
        for (var j = 0; j < rows.Columns; j++)
        {
            var deviation = Math.Sqrt(Enumerable.Range(0, rows.Rows).Average(i => rows[i, j] * rows[i, j]));
            for (var i = 0; i < rows.Rows; i++) rows[i, j] /= deviation;
        }
        return tool.WriteCsv(name + "_std.csv", rows);
    }

    /// <summary>Writes rows without names, each number as exactly as it takes to read it back.</summary>
    public static string WriteCsv(this Tool tool, string name, Matrix<double> rows)
    {
        File.WriteAllLines(tool.PathOf(name), Enumerable.Range(0, rows.Rows).Select(i => string.Join(
            ',', rows.Row(i).ToArray().Select(value => value.ToString("R", CultureInfo.InvariantCulture)))));
        return tool.PathOf(name);
    }

    /// <summary>Rows as a file of doubles.</summary>
    public static string WriteNpy(this Tool tool, string name, Matrix<double> rows)
    {
        NpyFile.Write(tool.PathOf(name), rows);
        return tool.PathOf(name);
    }

    /// <summary>The same rows times a factor.</summary>
    public static Matrix<double> Times(this Matrix<double> rows, double factor)
    {
        var scaled = rows.Clone();
        foreach (ref var value in scaled.AsSpan()) value *= factor;
        return scaled;
    }
}
