using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Outputs;

/// <summary>Writes rows in one format, block by block, and holds none of them.</summary>
internal interface IRowWriter : IDisposable
{
    /// <summary>Writes the next rows.</summary>
    void Write(ReadOnlyMatrix<double> rows);

    /// <summary>Writes the next rows, which are of single precision.</summary>
    void Write(ReadOnlyMatrix<float> rows) => Write(rows.Viewed.ConvertTo<double>());

    /// <summary>Writes what comes behind the last row.</summary>
    void End();

    /// <inheritdoc/>
    void IDisposable.Dispose() { }
}
