using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Data.Formats;

/// <summary>A source that knows its values as they are stored.</summary>
internal interface IRawSource : ISampleSource
{
    /// <summary>The fingerprint of its sizes and stored values.</summary>
    string Fingerprint(CancellationToken cancellationToken);

    /// <summary>Says that it will be asked for: the next pass may find it on its way, and none of its own is needed.</summary>
    void ExpectFingerprint()
    {
    }
}
