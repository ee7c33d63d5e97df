#:project ../src/LinearAutoencoders.Data
#:property PublishAot=false

// Components of rows that come by once and are never all in memory.
//
//   dotnet run samples/streaming-fit.cs

using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

const int columns = 40, rows = 200_000, rowsPerBatch = 500;

// A sum of rows is all that a fit needs, however many they are; sums of parts, made anywhere, can be added.
var sum = new SampleSum(columns);
var batch = new Matrix<double>(rowsPerBatch, columns);
var sensors = new RandomSource(1);
for (var seen = 0; seen < rows; seen += rowsPerBatch)
{
    sensors.FillNormal(batch.AsSpan());
    for (var i = 0; i < rowsPerBatch; i++)
        for (var j = 0; j < columns; j++) batch[i, j] = 20 + batch[i, j] * Math.Pow(0.8, j);
    sum.Add(batch);
}

var model = PrincipalComponents.Fit(sum, new FitOptions { Components = ComponentCount.ShareOfVariance(0.95) });
model.Save("sensors.npz");
Console.WriteLine($"{sum.Count} rows, {model.Count} of {columns} components hold {model.ExplainedVarianceRatio.Sum():P1} of the variance");
foreach (var component in model.Certificate!.Components) Console.WriteLine(component.Explanation);
