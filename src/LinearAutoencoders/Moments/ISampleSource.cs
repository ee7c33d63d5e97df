using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Where samples come from: n rows of m values that are read in blocks, as often as asked.</summary>
/// <remarks>
///   All that the library wants to know about data. A matrix is one (<see cref="MatrixSource{T}"/>), a file another. An
///   iterator is enough to write one of your own:
///   <code>
///   public IEnumerable&lt;ReadOnlyMatrix&lt;double&gt;&gt; ReadBlocks(WorkerTeam team, CancellationToken cancellationToken)
///   {
///       foreach (var page in pages) yield return new Matrix&lt;double&gt;(page.Length / Dimension, Dimension, page);
///   }
///   </code>
///   Whether the rows come in one block or in many never shows in a result.
/// </remarks>
public interface ISampleSource
{
    /// <summary>m, the number of values of a sample.</summary>
    int Dimension { get; }

    /// <summary>n, the number of samples; null where only reading tells.</summary>
    long? Count { get; }

    /// <summary>What errors call the data: a file's path, for example.</summary>
    string Name => "the data";

    /// <summary>
    ///   How far a value may be off the one that was meant, relative to itself, by the way it is stored: 2⁻²⁴ of single precision. Values
    ///   in double precision count as exact.
    /// </summary>
    double RelativeRounding => 0;

    /// <summary>One pass over all rows, in order, as they are: not centred, in double precision.</summary>
    /// <param name="team">Threads to use where they pay; the caller's own alone will do.</param>
    /// <param name="cancellationToken">Stops the pass.</param>
    /// <returns>
    ///   Blocks of any number of rows, all m columns wide, each valid until the next is asked for. Every
    ///   pass gives the same rows.
    /// </returns>
    IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken);

    /// <summary>One pass over some of the rows, in order: what a process reads that shares the work with others.</summary>
    /// <param name="rows">Which of them.</param>
    /// <param name="team">Threads to use where they pay.</param>
    /// <param name="cancellationToken">Stops the pass.</param>
    /// <returns>As of a pass over all rows. Whoever cannot go to a row reads those before it and passes over them: so does this.</returns>
    IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(RowRange rows, WorkerTeam team, CancellationToken cancellationToken) =>
        rows.Of(ReadBlocks(team, cancellationToken));

    /// <summary>One pass over all rows in single precision, each value rounded once: for whoever needs no more.</summary>
    /// <param name="team">Threads to use where they pay; the caller's own alone will do.</param>
    /// <param name="cancellationToken">Stops the pass.</param>
    /// <returns>As of a pass in double precision; whoever has floats hands them out as they are.</returns>
    IEnumerable<ReadOnlyMatrix<float>> ReadSingleBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        SingleBlocks.Of(ReadBlocks(team, cancellationToken));
}
