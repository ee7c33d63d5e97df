using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Components;

/// <content>Samples with missing values.</content>
public sealed partial class PrincipalComponents
{
    private readonly Lazy<HiddenValues> hidden;

    /// <summary>Samples whose missing values are filled in from this model, whatever other samples there are.</summary>
    /// <remarks>
    ///   The expected value is that of the model N(mean, UᵀΛU + σ²(1 − UᵀU)), given the other values of the sample (Tipping and Bishop
    ///   1999); of a sample without any value it is the mean. Where σ² is 0 it is that of the limit.
    /// </remarks>
    /// <param name="samples">r × m, one sample a row; NaN where a value is missing.</param>
    /// <param name="fill">What to put there.</param>
    /// <returns>A copy, complete.</returns>
    /// <exception cref="ArgumentException">The samples have not m columns.</exception>
    public Matrix<double> Complete(ReadOnlyMatrix<double> samples, MissingFill fill)
    {
        RequireColumns(samples.Columns, Dimension, "samples", "columns");
        var completed = samples.ToMatrix();
        FillIn(completed, fill);
        return completed;
    }

    /// <summary>The rows of a source, filled in from this model as they are asked for.</summary>
    /// <param name="samples">Rows of m values, NaN where one is missing.</param>
    /// <param name="fill">What to put there.</param>
    /// <exception cref="BadDataException">The rows have not m columns.</exception>
    public ISampleSource Complete(ISampleSource samples, MissingFill fill)
    {
        RequireColumns(samples, Dimension, "columns the components are of");
        return new CompletedSource(samples, rows => FillIn(rows, fill));
    }

    /// <summary>Fills rows in place.</summary>
    /// <returns>How many values were missing.</returns>
    internal int FillIn(Matrix<double> rows, MissingFill fill)
    {
        var filled = 0;
        for (var i = 0; i < rows.Rows; i++)
        {
            var places = HiddenValues.PlacesIn(rows.Row(i));
            if (places.Length > 0) Complete(rows.Row(i), places, fill);
            filled += places.Length;
        }
        return filled;
    }

    private void Complete(Span<double> row, int[] places, MissingFill fill)
    {
        var standardized = row.ToArray();
        Standardize(standardized);
        if (fill == MissingFill.Expected) hidden.Value.Fill(standardized, places);
        foreach (var j in places) row[j] = fill == MissingFill.Mean ? mean[j] : mean[j] + standardized[j] * (scale?[j] ?? 1);
    }
}
