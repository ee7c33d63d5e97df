using LinearAutoencoders.Components;
using static System.FormattableString;

namespace LinearAutoencoders.Data.Exports;

/// <summary>Loadings as text: a row a column of the data, its name, what is subtracted from it, its part in each component.</summary>
internal static class LoadingsFile
{
    public static void Save(PrincipalComponents model, string path)
    {
        var components = Enumerable.Range(1, model.Count).Select(i => Invariant($"component_{i}"));
        string[] scale = model.Scale is null ? [] : ["scale"];
        var table = new CsvTable(["column", "center", .. scale, .. components]);
        for (var j = 0; j < model.Dimension; j++) table.Add([.. Cells(model, j)]);
        table.Save(path);
    }

    private static IEnumerable<CsvCell> Cells(PrincipalComponents model, int column)
    {
        yield return ColumnLabels.NameOf(model.ColumnNames, column);
        yield return model.Mean[column];
        if (model.Scale is { } scale) yield return scale[column];
        for (var i = 0; i < model.Count; i++) yield return model.Components[i, column];
    }
}
