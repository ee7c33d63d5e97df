using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Data.Formats;

/// <summary>Matrix Market files: <c>array</c> (all values, column after column) and <c>coordinate</c> (those that are not zero).</summary>
internal static class MatrixMarketFile
{
    private const string Mend = "write it again, with scipy.io.mmwrite for example";

    /// <summary>Reads samples, one a row of the matrix.</summary>
    /// <exception cref="BadDataException">The file is no matrix of real numbers, or is damaged.</exception>
    public static IRawSource Read(InputFile file)
    {
        var text = new TextNumbers(file, (byte)'%');
        var words = text.ReadLine().ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not ["%%matrixmarket", "matrix", "array" or "coordinate", var field, var symmetry])
            throw file.Bad($"line 1: the file does not start as Matrix Market files do; {Mend}");
        if (field is not ("real" or "integer" or "pattern" or "double"))
            throw file.Bad($"line 1: the values are {field}, but real ones are needed; {Mend}");
        if (symmetry is not ("general" or "symmetric" or "skew-symmetric"))
            throw file.Bad($"line 1: the matrix is {symmetry}, but general, symmetric or skew-symmetric is needed; {Mend}");
        var isPattern = field == "pattern";
        return words[2] == "array" ? ReadArray(file, text, symmetry) : ReadCoordinates(file, text, isPattern, symmetry);
    }

    private static ColumnSamples<double> ReadArray(InputFile file, TextNumbers text, string symmetry)
    {
        if (symmetry != "general") throw file.Bad($"line 1: an array that is {symmetry} is not read; store all its values, as general");
        var (rows, columns) = ((int)text.NextWhole(0, int.MaxValue), (int)text.NextWhole(0, int.MaxValue));
        // A value takes two bytes at least: a digit, and what comes behind it.
        if ((Int128)rows * columns > Math.Min(LargestMatrix.Cells, file.MostBytes))
            throw file.Bad($"{rows} × {columns} values are more than the file can hold; fetch or write it again");
        var values = new GrowingList<double>();
        for (var i = 0L; i < (long)rows * columns; i++) values.Add(text.Next());
        text.RequireEnd();
        return new ColumnSamples<double>(file.Name, rows, columns, values.ToArray());
    }

    private static SparseMatrix ReadCoordinates(InputFile file, TextNumbers text, bool isPattern, string symmetry)
    {
        var (rows, columns) = ((int)text.NextWhole(0, file.MostBytes), (int)text.NextWhole(0, SparseSource.MostColumns));
        var count = text.NextWhole(0, file.MostBytes);
        var entries = new SparseEntries();
        for (var i = 0L; i < count; i++)
        {
            var (row, column) = ((int)text.NextWhole(1, rows) - 1, (int)text.NextWhole(1, columns) - 1);
            var value = isPattern ? 1 : text.Next();
            entries.Add(row, column, value);
            if (symmetry != "general" && row != column)
            {
                if (column >= rows || row >= columns) throw file.Bad($"line {text.Line}: the matrix is {symmetry} but not square; {Mend}");
                entries.Add(column, row, symmetry == "symmetric" ? value : -value);
            }
        }
        text.RequireEnd();
        return entries.ToMatrix(file.Name, rows, columns);
    }
}
