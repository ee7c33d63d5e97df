#:project ../../src/LinearAutoencoders.Retrieval
#:project ../../src/LinearAutoencoders.Data
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
#:property TieredPGO=false

// Exact neighbours of the first rows of a file among all of them: seconds, and multiply-adds a second; and of a plain product of the
// same size, which is what the machine can do.
//
//   dotnet run -c Release benchmarks/embeddings/search.cs -- vectors.npy 2000 3

using System.Diagnostics;
using LinearAutoencoders.Data;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Retrieval;

var vectors = NpyFile.Read<float>(args[0]);
var queries = vectors.RowRange(0, int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture));
var products = new Matrix<float>(queries.Rows, 4096);
for (var round = 0; round < int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture); round++)
{
    var multiplyAdds = (double)queries.Rows * vectors.Rows * vectors.Columns;
    var clock = Stopwatch.StartNew();
    ExactNeighbors.Find(new MatrixSource<float>(vectors), queries, 10, VectorMetric.Cosine);
    var search = clock.Elapsed.TotalSeconds;
    clock.Restart();
    for (var start = 0; start + products.Columns <= vectors.Rows; start += products.Columns)
        MatrixProduct.MultiplyByTransposed<float>(queries, vectors.RowRange(start, products.Columns), products);
    var product = clock.Elapsed.TotalSeconds * vectors.Rows / (vectors.Rows / products.Columns * products.Columns);
    var (reached, possible) = (multiplyAdds / search / 1e9, multiplyAdds / product / 1e9);
    Console.WriteLine(FormattableString.Invariant(
        $"search {search:0.00} s, {reached:0.0} G/s; product {product:0.00} s, {possible:0.0} G/s: {reached / possible:0.00} of it"));
}
