using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Data;

/// <summary>The samples of which a file has the sum.</summary>
internal sealed class SummedRows(SampleSum sum, MomentRecord record, IReadOnlyList<double>? scale = null)
    : LostRows(sum, record.Data, record.RelativeRounding, scale), IRawSource
{
    private readonly SampleSum sum = sum;
    private readonly MomentRecord record = record;

    public override SummedRows DividedBy(IReadOnlyList<double> divisors) => new(sum, record, Together(divisors));

    public string Fingerprint(CancellationToken cancellationToken) => record.Checksum;
}
