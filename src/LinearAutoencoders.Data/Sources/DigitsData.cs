using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Data.Tables;

namespace LinearAutoencoders.Data.Sources;

/// <summary>The data set that comes with the library: 1797 handwritten digits of 8 × 8 pixels, values 0 to 16.</summary>
/// <remarks>UCI Optical Recognition of Handwritten Digits, test part, CC BY 4.0 (see Resources/digits.md).</remarks>
internal static class DigitsData
{
    private const string Resource = "digits.csv.gz";

    // The last column is the label.
    private static readonly TableOptions Written = new() { Header = Header.No, Separator = ',', DecimalPoint = '.', Label = "65" };

    public static Table Read(CancellationToken cancellation)
    {
        using var resource = OpenResource();
        var digits = TextTable.Open(new StoredFile("digits", OpenResource, resource.Length), Written, ',', cancellation);
        return digits with { PictureShape = (8, 8), Labels = [digits.Labels[0] with { Name = "digit" }] };
    }

    private static Stream OpenResource() => typeof(DigitsData).Assembly.GetManifestResourceStream(Resource)!;
}
