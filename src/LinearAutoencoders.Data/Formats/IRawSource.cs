using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Data.Formats;

/// <summary>A source that knows its values as they are stored.</summary>
internal interface IRawSource : ISampleSource
{
    /// <summary>The fingerprint of its sizes and stored values.</summary>
    string Fingerprint(CancellationToken cancellationToken);
}
