#:project ../src/LinearAutoencoders
#:property PublishAot=false

// Data of one's own: rows that are made, or fetched, block by block, and never all in memory.
//
//   dotnet run samples/own-source.cs

using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

var data = new TrainingData<double>(new Pages(pages: 500, rowsPerPage: 40), center: true);
var options = new TrainingOptions { Method = new Rag(), LatentDimension = 3, Epochs = 2000 };
var result = new Trainer<double>(data, options).Run();
Console.WriteLine($"{data.Count} samples, {result.Reason}: d_align {result.LastMetrics.AxisAlignment:E1}");

/// <summary>Pages of normal numbers around 1; the columns' variances fall from 36 to 1.</summary>
internal sealed class Pages(int pages, int rowsPerPage) : ISampleSource
{
    private static readonly double[] Deviations = [6, 5, 4, 3, 2, 1];

    public int Dimension => Deviations.Length;

    // A source of which only reading tells has null here.
    public long? Count => (long)pages * rowsPerPage;

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken)
    {
        for (var page = 0; page < pages; page++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Every pass gives the same rows: each page has its own seed.
            var random = new RandomSource((ulong)page);
            var rows = new Matrix<double>(rowsPerPage, Dimension);
            random.FillNormal(rows.AsSpan());
            for (var i = 0; i < rowsPerPage; i++)
                for (var j = 0; j < Dimension; j++) rows[i, j] = 1 + Deviations[j] * rows[i, j];
            yield return rows;
        }
    }
}
