using LinearAutoencoders.Data.Formats;

namespace LinearAutoencoders.Data.Sources;

/// <summary>The data set that comes with the library: 1797 handwritten digits of 8 × 8 pixels, values 0 to 16.</summary>
/// <remarks>UCI Optical Recognition of Handwritten Digits, test part, CC BY 4.0 (see Resources/digits.md).</remarks>
internal static class DigitsData
{
    public static readonly (int Rows, int Columns) PictureShape = (8, 8);

    private const int Pixels = 64;

    public static RawSamples<double> Read(CancellationToken cancellation)
    {
        var resource = typeof(DigitsData).Assembly.GetManifestResourceStream("digits.csv.gz")!;
        var table = InputFile.Read("digits", resource, file => DelimitedText.Read(file, ','), cancellation);
        var pixels = new double[table.Rows * Pixels];
        // The last column is the label.
        for (var i = 0; i < table.Rows; i++) table.Row(i)[..Pixels].CopyTo(pixels.AsSpan(i * Pixels));
        return new RawSamples<double>("digits", table.Rows, Pixels, pixels);
    }
}
